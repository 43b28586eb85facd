package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.config.Ensemble;
import io.selfhealing.agent.heal.Answer;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Filler;
import io.selfhealing.agent.heal.Rung;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The registry: every pattern that the agent knows, as {@code patterns.json} beside this class lists them. */
public final class Patterns {
    /** None: what a file of the operator's is worth that has a mistake. */
    public static final Patterns NONE = new Patterns(List.of(), List.of(), List.of(), List.of());

    private final List<RenamePattern> renames;
    private final List<RenamePattern> kin;
    private final List<FillPattern> fills;
    private final List<Listed> listed;
    private final Rung rung;
    private final Rung kinRung;

    Patterns(List<RenamePattern> renames, List<RenamePattern> kin, List<FillPattern> fills, List<Listed> listed) {
        this.listed = List.copyOf(listed);
        this.renames = List.copyOf(renames);
        this.kin = List.copyOf(kin);
        this.fills = List.copyOf(fills);
        rung = new PatternRung(renames, true);
        kinRung = new PatternRung(kin, false);
    }

    static Patterns of(List<PatternList.Rename> renames, List<PatternList.Fill> fills, KinWords words) {
        return new Patterns(
                renames.stream().map(rename -> rename.pattern(words)).toList(),
                List.of(),
                fills.stream().map(PatternList.Fill::pattern).toList(),
                listed(renames, List.of(), fills));
    }

    /** Every one as people are shown it; the shipped list ends with the conversions. */
    public List<Listed> listed() {
        return listed;
    }

    static List<Listed> listed(
            List<PatternList.Rename> renames, List<PatternList.Rename> kin, List<PatternList.Fill> fills) {
        List<Listed> all = new ArrayList<>();
        renames.forEach(each -> all.add(new Listed("rename", each.id(), each.confidence(), each.told())));
        kin.forEach(each -> all.add(new Listed("kin", each.id(), each.confidence(), each.told())));
        fills.forEach(each -> all.add(new Listed("default", each.id(), each.confidence(), each.told())));
        return all;
    }

    /** Reads the list that ships with the agent. */
    public static Patterns shipped() {
        return list().patterns();
    }

    /** What the shipped list knows of the words of names. */
    public static KinWords words() {
        return list().words();
    }

    static PatternList list() {
        try (InputStream json = Patterns.class.getResourceAsStream("patterns.json")) {
            ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
            return mapper.readValue(Objects.requireNonNull(json, "patterns.json is not in the jar"), PatternList.class);
        } catch (IOException e) {
            throw new UncheckedIOException("patterns.json cannot be read", e);
        }
    }

    /** The whole ladder with the shipped patterns on it, which are read when a write first has to be decided about. */
    public static Decision decision() {
        return decision(NONE);
    }

    /** The same with patterns of the operator's beside the shipped ones. */
    public static Decision decision(Patterns own) {
        return decision(own, question -> Answer.UNKNOWN, Ensemble.WEIGHTED);
    }

    /**
     * The same with what was learnt.
     *
     * @param learned stands between the patterns and what is weaker
     */
    public static Decision decision(Patterns own, Rung learned, Ensemble ensemble) {
        Lazy all = new Lazy(own);
        return Decision.standard(
                List.of(
                        Rung.named("patterns", question -> all.patterns().rung().answer(question)),
                        Rung.named("together", question -> all.together().answer(question)),
                        Rung.named("learned", learned),
                        new OnlyPlace(),
                        Rung.named("kin", question -> all.patterns().kinRung().answer(question))),
                (omitted, situation) -> all.patterns().filler().fill(omitted, situation),
                ensemble);
    }

    /** The shipped patterns and these, made when they are first used. */
    private static final class Lazy {
        private final Patterns own;
        private volatile @Nullable Patterns all;
        private volatile @Nullable Rung together;

        Lazy(Patterns own) {
            this.own = own;
        }

        Rung together() {
            Rung made = together;
            if (made == null) {
                made = list().together();
                together = made;
            }
            return made;
        }

        Patterns patterns() {
            Patterns made = all;
            if (made == null) {
                made = shipped().with(own);
                all = made;
            }
            return made;
        }
    }

    /** These and others; where two fill a column, the others' fill counts. */
    public Patterns with(Patterns others) {
        return new Patterns(
                both(renames, others.renames),
                both(kin, others.kin),
                both(others.fills, fills),
                both(others.listed, listed));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        List<T> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }

    public Rung rung() {
        return rung;
    }

    /** Names that are alike. Two columns that are like the missing one tell nothing about either. */
    Rung kinRung() {
        return kinRung;
    }

    /** Where several patterns know a column, the first in the list fills it. */
    public Filler filler() {
        return (omitted, situation) -> fills.stream()
                .map(pattern -> pattern.fill(omitted, situation))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    List<RenamePattern> renames() {
        return renames;
    }

    List<RenamePattern> kin() {
        return kin;
    }

    List<FillPattern> fills() {
        return fills;
    }
}
