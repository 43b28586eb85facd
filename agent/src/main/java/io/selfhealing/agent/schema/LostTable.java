package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table that is not where it was, and all that may tell where it is now.
 *
 * @param past as it was when it was last seen under its name, and before
 * @param candidates the tables that something points at, as they are now
 * @param moves witnessed in this JVM, newest first
 * @param turnover what went and came in its schema while the agent looked; nothing where it did not
 * @param path the schemas in which the name is looked up
 * @param uses who was seen to use one of the candidates under the name that it has now
 * @param told where imported migrations took it, if the table there is, or was seen, as they leave it; else null
 */
public record LostTable(
        TableHistory past,
        List<TableHistory> candidates,
        List<WitnessedMove> moves,
        Turnover turnover,
        @Nullable MigratedMove told,
        List<String> path,
        List<TableUse> uses) {
    public LostTable {
        path = List.copyOf(path);
        uses = List.copyOf(uses);
        candidates = List.copyOf(candidates);
        moves = List.copyOf(moves);
    }

    /** One that was looked up in its own schema alone, and of whose candidates nobody was seen to use one. */
    public LostTable(
            TableHistory past,
            List<TableHistory> candidates,
            List<WitnessedMove> moves,
            Turnover turnover,
            @Nullable MigratedMove told) {
        this(past, candidates, moves, turnover, told, List.of(past.current().schema()), List.of());
    }

    /** The same where no imported migrations tell of it. */
    public LostTable(TableHistory past, List<TableHistory> candidates, List<WitnessedMove> moves, Turnover turnover) {
        this(past, candidates, moves, turnover, null);
    }

    /** The same with the uses that were seen. */
    LostTable used(List<TableUse> seen) {
        return new LostTable(past, candidates, moves, turnover, told, path, seen);
    }

    /** A use of the candidate of that name; null where none was seen. */
    public @Nullable TableUse use(String schema, String table) {
        return uses.stream()
                .filter(use -> use.schema().equals(schema) && use.table().equals(table))
                .findFirst()
                .orElse(null);
    }

    /** The candidate of that name, or null. */
    public @Nullable TableHistory candidate(String schema, String table) {
        for (TableHistory candidate : candidates) {
            if (candidate.current().schema().equals(schema)
                    && candidate.current().name().equals(table)) {
                return candidate;
            }
        }
        return null;
    }

    /** The history of the candidate if it is the lost table: what it was under its own name since, and under the old name before. */
    public TableHistory continuedBy(TableHistory candidate) {
        TableSnapshot last = past.current();
        List<TableSnapshot> earlier = new ArrayList<>();
        for (TableSnapshot shape : candidate.earlier()) {
            boolean other = last.identity() != null && !last.identity().equals(shape.identity());
            if (!other && shape.seen().isAfter(last.seen())) {
                earlier.add(shape);
            }
        }
        earlier.add(last);
        earlier.addAll(past.earlier());
        List<WitnessedRename> renames = new ArrayList<>(candidate.renames());
        renames.addAll(past.renames());
        return new TableHistory(candidate.current(), earlier, renames, candidate.migrated());
    }

    /** Whether both say the same, whenever the tables were seen. */
    boolean saysTheSame(LostTable other) {
        return turnover.equals(other.turnover)
                && moves.equals(other.moves)
                && Objects.equals(told, other.told)
                && path.equals(other.path)
                && uses.equals(other.uses)
                && past.current().sameShape(other.past.current())
                && past.renames().equals(other.past.renames())
                && candidates.size() == other.candidates.size()
                && IntStream.range(0, candidates.size())
                        .allMatch(i -> same(candidates.get(i), other.candidates.get(i)));
    }

    private static boolean same(TableHistory some, TableHistory other) {
        return some.current().sameShape(other.current())
                && some.renames().equals(other.renames())
                && some.migrated().equals(other.migrated());
    }
}
