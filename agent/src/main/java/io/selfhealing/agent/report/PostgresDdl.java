package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.sql.CatalogName;
import io.selfhealing.agent.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: manual, ALTER TABLE ("Notes"), ALTER TYPE, CREATE VIEW ("Updatable Views"), and "Explicit Locking". */
final class PostgresDdl implements Ddl {
    private static final String BRIEF_LOCK =
            "takes ACCESS EXCLUSIVE on the table, for the catalog alone: an instant, once it has"
                    + " it; while it waits behind a long transaction everybody else waits behind it, so lock_timeout is set";
    private static final String NO_DEFAULT =
            "add no volatile default to it: with a constant one the table is not rewritten"
                    + " since PostgreSQL 11, with any other it is";

    private static final String JSON_QUOTES =
            "a JSON string keeps its quotes as a text: where the text inside them is wanted, convert it USING ";

    private final Dialect dialect;
    private final Clauses clauses;

    PostgresDdl(Dialect dialect) {
        this.dialect = dialect;
        this.clauses = new Clauses(dialect);
    }

    @Override
    public Change addColumn(TableRef table, String column, String type) {
        return new Change(
                List.of(clauses.alter(table) + "ADD COLUMN " + clauses.name(column) + " " + type),
                List.of(clauses.alter(table) + "DROP COLUMN " + clauses.name(column)),
                List.of(BRIEF_LOCK, NO_DEFAULT, "its undo loses what was written to the column"),
                true);
    }

    @Override
    public Change renameColumn(TableRef table, String from, String to) {
        return new Change(
                List.of(clauses.alter(table) + "RENAME COLUMN " + clauses.name(from) + " TO " + clauses.name(to)),
                List.of(clauses.alter(table) + "RENAME COLUMN " + clauses.name(to) + " TO " + clauses.name(from)),
                List.of(BRIEF_LOCK, "whoever uses the name " + from + " already fails from then on"),
                false);
    }

    @Override
    public Change setDefault(TableRef table, String column, String expression, @Nullable Column now) {
        return new Change(
                List.of(clauses.column(table, column) + "SET DEFAULT " + expression),
                List.of(clauses.column(table, column) + "DROP DEFAULT"),
                List.of(
                        BRIEF_LOCK,
                        "rows that are there keep what they have; every other writer that omits it gets it too"),
                true);
    }

    @Override
    public Change allowNull(TableRef table, String column, @Nullable Column now) {
        return new Change(
                List.of(clauses.column(table, column) + "DROP NOT NULL"),
                List.of(clauses.column(table, column) + "SET NOT NULL"),
                List.of(
                        BRIEF_LOCK,
                        "whoever reads the column meets NULLs",
                        "its undo reads the whole table under its lock; gentler: ADD CONSTRAINT … CHECK (… IS NOT NULL)"
                                + " NOT VALID, then VALIDATE CONSTRAINT, then SET NOT NULL"),
                false);
    }

    @Override
    public Change changeType(TableRef table, String column, String type, @Nullable Column now) {
        String old = now == null ? null : now.type().name();
        return new Change(
                        List.of(clauses.column(table, column) + "TYPE " + type + " USING " + clauses.name(column) + "::"
                                + type),
                        old == null
                                ? List.of()
                                : List.of(clauses.column(table, column) + "TYPE " + old + " USING "
                                        + clauses.name(column) + "::" + old),
                        List.of(
                                "rewrites the table and its indexes under ACCESS EXCLUSIVE: nobody reads or writes it for as long as"
                                        + " that takes",
                                "a default, an index or a view of the column may stand in its way"),
                        false)
                .minding(ColumnTypes.quotesStay(now, type) ? JSON_QUOTES + clauses.name(column) + " #>> '{}'" : null);
    }

    @Override
    public Change restoreLabels(TableRef table, Column now, Map<String, String> labels) {
        List<String> sql = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        boolean additive = true;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String wanted = ColumnTypes.literal(label.getKey());
            if (label.getValue().isEmpty()) {
                sql.add("ALTER TYPE " + now.type().name() + " ADD VALUE IF NOT EXISTS " + wanted);
            } else {
                String present = ColumnTypes.literal(label.getValue());
                sql.add("ALTER TYPE " + now.type().name() + " RENAME VALUE " + present + " TO " + wanted);
                undo.add("ALTER TYPE " + now.type().name() + " RENAME VALUE " + wanted + " TO " + present);
                additive = false;
            }
        }
        String risk = additive
                ? "a label cannot be taken away again, and no row may use it before the transaction that adds it has ended"
                : "whoever writes the new spelling already fails from then on";
        return new Change(sql, undo, List.of("takes no lock on the table", risk), additive);
    }

    @Override
    public Change standIn(TableRef old, TableRef now, Map<String, String> columns) {
        return new Change(
                List.of("CREATE VIEW " + old.in(dialect) + " AS " + clauses.selecting(columns, now)),
                List.of("DROP VIEW " + old.in(dialect)),
                List.of(
                        "a simple view takes INSERT, UPDATE, DELETE and ON CONFLICT as its table does; it does not follow"
                                + " columns that the table gets later",
                        "a role that is not its owner needs rights on the view: GRANT SELECT, INSERT, UPDATE, DELETE ON "
                                + old.in(dialect) + " TO …, or its writes fail"),
                false);
    }

    @Override
    public String viewFor(TableRef table, Map<String, String> columns) {
        return "CREATE SCHEMA compat; CREATE VIEW " + new TableRef("compat", table.name()).in(dialect) + " AS "
                + clauses.selecting(columns, table) + "; and ALTER ROLE … SET search_path = compat, "
                + CatalogName.table(table.schema().isEmpty() ? "public" : table.schema(), dialect)
                + " for the role of this application alone: its INSERT, UPDATE, DELETE and SELECT that name no schema go"
                + " through the view";
    }

    @Override
    public List<String> impatience(long seconds) {
        return List.of("SET LOCAL lock_timeout = '" + seconds + "s'");
    }
}
