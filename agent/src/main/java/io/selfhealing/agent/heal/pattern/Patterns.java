package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Filler;
import io.selfhealing.agent.heal.Rung;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The registry: every pattern that the agent knows, as {@code patterns.json} beside this class lists them. */
public final class Patterns {
    private final List<RenamePattern> renames;
    private final List<FillPattern> fills;

    Patterns(List<RenamePattern> renames, List<FillPattern> fills) {
        this.renames = List.copyOf(renames);
        this.fills = List.copyOf(fills);
    }

    /** Reads the list that ships with the agent. */
    public static Patterns shipped() {
        try (InputStream json = Patterns.class.getResourceAsStream("patterns.json")) {
            ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
            return mapper.readValue(Objects.requireNonNull(json, "patterns.json is not in the jar"), PatternList.class)
                    .patterns();
        } catch (IOException e) {
            throw new UncheckedIOException("patterns.json cannot be read", e);
        }
    }

    /** The whole ladder with the shipped patterns on it, which are read when a write first has to be decided about. */
    public static Decision decision() {
        return Decision.standard(question -> Shipped.RUNG.answer(question), omitted -> Shipped.FILLER.fill(omitted));
    }

    /** Made when it is first used. */
    private static final class Shipped {
        static final Rung RUNG;
        static final Filler FILLER;

        static {
            Patterns shipped = shipped();
            RUNG = shipped.rung();
            FILLER = shipped.filler();
        }
    }

    public Rung rung() {
        return new PatternRung(renames);
    }

    /** Where several patterns know a column, the first in the list fills it. */
    public Filler filler() {
        return omitted -> fills.stream()
                .map(pattern -> pattern.fill(omitted))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    List<RenamePattern> renames() {
        return renames;
    }

    List<FillPattern> fills() {
        return fills;
    }
}
