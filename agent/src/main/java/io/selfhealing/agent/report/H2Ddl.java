package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.sql.CatalogName;
import io.selfhealing.agent.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** H2: "SQL Grammar", ALTER TABLE. */
final class H2Ddl implements Ddl {
    private static final String LOCK =
            "locks the table for everybody, and commits by itself: DDL of H2 cannot be rolled back";
    private static final String COPIES = "copies the table";

    private final Dialect dialect;
    private final Clauses clauses;
    private final ColumnTypes types;

    H2Ddl(Dialect dialect, ColumnTypes types) {
        this.dialect = dialect;
        this.clauses = new Clauses(dialect);
        this.types = types;
    }

    @Override
    public Change addColumn(TableRef table, String column, String type) {
        return new Change(
                List.of(clauses.alter(table) + "ADD COLUMN " + clauses.name(column) + " " + type),
                List.of(clauses.alter(table) + "DROP COLUMN " + clauses.name(column)),
                List.of(LOCK, COPIES, "its undo loses what was written to the column"),
                true);
    }

    @Override
    public Change renameColumn(TableRef table, String from, String to) {
        return new Change(
                List.of(clauses.column(table, from) + "RENAME TO " + clauses.name(to)),
                List.of(clauses.column(table, to) + "RENAME TO " + clauses.name(from)),
                List.of(LOCK, "whoever uses the name " + from + " already fails from then on"),
                false);
    }

    @Override
    public Change setDefault(TableRef table, String column, String expression, @Nullable Column now) {
        return new Change(
                List.of(clauses.column(table, column) + "SET DEFAULT " + expression),
                List.of(clauses.column(table, column) + "DROP DEFAULT"),
                List.of(LOCK, "rows that are there keep what they have; every other writer that omits it gets it too"),
                true);
    }

    @Override
    public Change allowNull(TableRef table, String column, @Nullable Column now) {
        return new Change(
                List.of(clauses.column(table, column) + "SET NULL"),
                List.of(clauses.column(table, column) + "SET NOT NULL"),
                List.of(LOCK, "whoever reads the column meets NULLs, and its undo fails where there are some"),
                false);
    }

    @Override
    public Change changeType(TableRef table, String column, String type, @Nullable Column now) {
        return new Change(
                List.of(clauses.column(table, column) + "SET DATA TYPE " + type),
                now == null
                        ? List.of()
                        : List.of(clauses.column(table, column) + "SET DATA TYPE " + types.spelled(now.type())),
                List.of(LOCK, COPIES, "fails where a value cannot be converted"),
                false);
    }

    @Override
    public Change restoreLabels(TableRef table, Column now, Map<String, String> labels) {
        List<String> all = new ArrayList<>(now.type().labels());
        labels.keySet().stream().filter(label -> !all.contains(label)).forEach(all::add);
        Change change = changeType(table, now.name(), "ENUM(" + ColumnTypes.labels(all) + ")", now);
        boolean additive = labels.values().stream().allMatch(String::isEmpty);
        return new Change(change.sql(), change.undo(), change.risks(), additive);
    }

    @Override
    public Change standIn(TableRef old, TableRef now, Map<String, String> columns) {
        if (!old.schema().equals(now.schema())) {
            return Change.none("H2 writes to no view without triggers, and moves no table between schemas");
        }
        return new Change(
                List.of(clauses.alter(now) + "RENAME TO " + CatalogName.table(old.name(), dialect)),
                List.of(clauses.alter(old) + "RENAME TO " + CatalogName.table(now.name(), dialect)),
                List.of(
                        LOCK,
                        "H2 writes to no view without triggers, so the table itself takes its old name: whoever uses the new"
                                + " one already fails from then on"),
                false);
    }

    @Override
    public List<String> impatience(long seconds) {
        return List.of("SET LOCK_TIMEOUT " + seconds * 1_000);
    }
}
