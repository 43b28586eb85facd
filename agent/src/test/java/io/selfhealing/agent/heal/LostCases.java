package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableUse;
import io.selfhealing.agent.schema.Turnover;
import io.selfhealing.agent.schema.WitnessedMove;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A case whose table is not where it was, built up from what is known of it, and decided by the ladder that ships. */
final class LostCases {
    private static final Decision LADDER = Patterns.decision();

    private final Writes write;
    private final TableHistory past;
    private final List<TableHistory> candidates = new ArrayList<>();
    private final List<WitnessedMove> moves = new ArrayList<>();
    private Turnover turnover = new Turnover(Set.of(), Set.of());
    private double leastConfidence = 0.7;
    private final Map<String, ContentFacts> contents = new HashMap<>();
    private final List<String> path = new ArrayList<>(List.of("public"));
    private final List<TableUse> uses = new ArrayList<>();
    private LostCase.@Nullable Place declared;

    private LostCases(Writes write, TableHistory past) {
        this.write = write;
        this.past = past;
    }

    /** @param earlier newest first */
    static LostCases of(Writes write, TableSnapshot last, TableSnapshot... earlier) {
        return new LostCases(write, new TableHistory(last, List.of(earlier), List.of()));
    }

    static TableSnapshot in(String schema, TableSnapshot table) {
        return new TableSnapshot(
                schema,
                table.name(),
                table.identity(),
                table.columns(),
                table.primaryKey(),
                table.kind(),
                table.rewritesRows(),
                table.seen());
    }

    LostCases now(TableSnapshot... tables) {
        for (TableSnapshot table : tables) {
            candidates.add(new TableHistory(table, List.of(), List.of()));
        }
        return this;
    }

    /** {@code "a>b"}, oldest first. */
    LostCases moved(String... fromTo) {
        for (String move : fromTo) {
            String[] names = move.split(">", -1);
            TableKey from = new TableKey(List.of("public"), names[0]);
            moves.add(new WitnessedMove(from, null, names[1], Instant.EPOCH));
        }
        return this;
    }

    /** Names separated by commas. */
    LostCases exchanged(String gone, String come) {
        turnover = new Turnover(Set.of(gone.split(",", -1)), Set.of(come.split(",", -1)));
        return this;
    }

    /** By its number the table is that one of the schema {@code public} now. */
    LostCases numbered(String table) {
        turnover = new Turnover(turnover.gone(), turnover.come(), new TableKey(List.of("public"), table));
        return this;
    }

    /** What the rows say of whether a candidate, in the schema {@code public}, is the lost table. */
    LostCases rows(String candidate, Content content) {
        contents.put("public." + candidate, new ContentFacts(Map.of(), content, false));
        return this;
    }

    /** The write's name is looked up there as well. */
    LostCases alongThePath(String schema) {
        path.add(schema);
        return this;
    }

    LostCases used(String schema, String table) {
        uses.add(new TableUse(schema, table, "the application writes to it"));
        return this;
    }

    LostCases declared(String schema, String table) {
        declared = new LostCase.Place(schema, table);
        return this;
    }

    LostCases leastConfidence(double confidence) {
        leastConfidence = confidence;
        return this;
    }

    /** The verdict in a line, such as {@code public.a→public.b IDENTITY; x→y IDENTITY} or {@code refused: reason}. */
    String told() {
        Verdict verdict = LADDER.decide(new LostCase(
                write.parsed(),
                new LostTable(past, candidates, moves, turnover, null, path, uses),
                new Dialect(Product.POSTGRESQL, Folding.LOWER),
                new Policy(Map.of(), List.of(), leastConfidence, true),
                Map.of(),
                contents,
                declared));
        if (verdict instanceof Verdict.Refusal refusal) {
            String suggested = refusal.suggestions().stream()
                    .map(step -> ", suggests " + told(step))
                    .collect(Collectors.joining());
            return "refused: " + refusal.reason() + suggested;
        }
        return ((Verdict.Heal) verdict).steps().stream().map(LostCases::told).collect(Collectors.joining("; "));
    }

    private static String told(Step step) {
        String kind = step.evidence().get(0).kind().toString();
        if (step instanceof Step.RenameTable move) {
            return move.fromSchema() + "." + move.from() + "→" + move.toSchema() + "." + move.to() + " " + kind;
        }
        return step instanceof Step.Rename rename ? rename.from() + "→" + rename.to() + " " + kind : step.toString();
    }
}
