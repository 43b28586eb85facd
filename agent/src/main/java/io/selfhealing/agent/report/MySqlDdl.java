package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB: MySQL 8.0 Reference Manual, "Online DDL Operations"; MariaDB Knowledge Base, "InnoDB Online DDL Operations". An
 * ALGORITHM that the server cannot keep is an error before anything happens, and never a slower way.
 */
final class MySqlDdl implements Ddl {
    private static final String INSTANT = ", ALGORITHM=INSTANT";
    private static final String ONLINE = ", ALGORITHM=INPLACE, LOCK=NONE";
    private static final String COPY = ", ALGORITHM=COPY, LOCK=SHARED";
    private static final String BRIEF_LOCK =
            "waits for a metadata lock behind transactions that have used the table, and others"
                    + " behind it, so lock_wait_timeout is set; DDL commits by itself and cannot be rolled back";
    private static final String REDEFINED =
            "MODIFY states the whole column: look at its comment, collation and other attributes first";

    private final Dialect dialect;
    private final Clauses clauses;
    private final ColumnTypes types;

    MySqlDdl(Dialect dialect, ColumnTypes types) {
        this.dialect = dialect;
        this.clauses = new Clauses(dialect);
        this.types = types;
    }

    private String modify(TableRef table, String column, String type, boolean required) {
        return clauses.alter(table) + "MODIFY COLUMN " + clauses.name(column) + " " + type
                + (required ? " NOT NULL" : " NULL");
    }

    @Override
    public Change addColumn(TableRef table, String column, String type) {
        return new Change(
                List.of(clauses.alter(table) + "ADD COLUMN " + clauses.name(column) + " " + type + " NULL" + INSTANT),
                List.of(clauses.alter(table) + "DROP COLUMN " + clauses.name(column) + ONLINE),
                List.of(
                        BRIEF_LOCK,
                        "INSTANT needs MySQL 8.0.12 or MariaDB 10.3; where it is refused, INPLACE copies the table and lets"
                                + " others write",
                        "its undo loses what was written to the column"),
                true);
    }

    @Override
    public Change renameColumn(TableRef table, String from, String to) {
        return new Change(
                List.of(clauses.alter(table) + "RENAME COLUMN " + clauses.name(from) + " TO " + clauses.name(to)
                        + ONLINE),
                List.of(clauses.alter(table) + "RENAME COLUMN " + clauses.name(to) + " TO " + clauses.name(from)
                        + ONLINE),
                List.of(
                        BRIEF_LOCK,
                        "RENAME COLUMN needs MySQL 8.0 or MariaDB 10.5",
                        "whoever uses the name " + from + " already fails from then on"),
                false);
    }

    @Override
    public Change setDefault(TableRef table, String column, String expression, @Nullable Column now) {
        List<String> undo = dialect.product() == Product.MYSQL
                ? List.of(clauses.alter(table) + "ALTER COLUMN " + clauses.name(column) + " DROP DEFAULT")
                : now == null ? List.of() : List.of(modify(table, column, types.spelled(now.type()), true));
        return new Change(
                List.of(clauses.alter(table) + "ALTER COLUMN " + clauses.name(column) + " SET DEFAULT (" + expression
                        + ")"),
                undo,
                List.of(
                        BRIEF_LOCK,
                        "an expression as a default needs MySQL 8.0.13 or MariaDB 10.2",
                        "rows that are there keep what they have; every other writer that omits it gets it too",
                        dialect.product() == Product.MYSQL
                                ? "DROP DEFAULT takes it back"
                                : "MariaDB does not drop a default that is a function: its undo states the whole column"),
                true);
    }

    @Override
    public Change allowNull(TableRef table, String column, @Nullable Column now) {
        if (now == null) {
            return Change.none("the column's type is not known, and MODIFY has to state it");
        }
        String type = types.spelled(now.type());
        return new Change(
                List.of(modify(table, column, type, false) + ONLINE),
                List.of(modify(table, column, type, true)),
                List.of(
                        BRIEF_LOCK,
                        REDEFINED,
                        "the table is rebuilt while others write",
                        "whoever reads it meets NULLs"),
                false);
    }

    @Override
    public Change changeType(TableRef table, String column, String type, @Nullable Column now) {
        boolean required = now != null && now.required();
        return new Change(
                        List.of(modify(table, column, type, required) + COPY),
                        now == null
                                ? List.of()
                                : List.of(modify(table, column, types.spelled(now.type()), required) + COPY),
                        List.of(
                                BRIEF_LOCK,
                                "copies the table; nobody writes to it for as long as that takes",
                                REDEFINED),
                        false)
                .minding(
                        ColumnTypes.quotesStay(now, type)
                                ? "a JSON string keeps its quotes as a text: UPDATE … SET " + clauses.name(column)
                                        + " = JSON_UNQUOTE(" + clauses.name(column) + ") takes them away"
                                : null);
    }

    @Override
    public Change restoreLabels(TableRef table, Column now, Map<String, String> labels) {
        List<String> all = new ArrayList<>(now.type().labels());
        labels.keySet().stream().filter(label -> !all.contains(label)).forEach(all::add);
        String type = "enum(" + ColumnTypes.labels(all) + ")";
        boolean isEnum = now.type().family() == TypeFamily.ENUM;
        return new Change(
                List.of(modify(table, now.name(), type, now.required()) + INSTANT),
                isEnum
                        ? List.of(modify(table, now.name(), types.spelled(now.type()), now.required()) + COPY)
                        : List.of(),
                List.of(BRIEF_LOCK, REDEFINED, "labels are added at the end; its undo fails where a row uses one"),
                labels.values().stream().allMatch(String::isEmpty));
    }

    @Override
    public Change standIn(TableRef old, TableRef now, Map<String, String> columns) {
        return new Change(
                List.of("CREATE SQL SECURITY INVOKER VIEW " + old.in(dialect) + " AS "
                        + clauses.selecting(columns, now)),
                List.of("DROP VIEW " + old.in(dialect)),
                List.of(
                        "a simple view takes INSERT, UPDATE and DELETE as its table does; it does not follow columns that"
                                + " the table gets later",
                        "a user needs rights on the view besides those on the table: GRANT SELECT, INSERT, UPDATE, DELETE ON "
                                + old.in(dialect) + " TO …",
                        "no generated key is returned for an INSERT into a view"),
                false);
    }

    @Override
    public List<String> impatience(long seconds) {
        return List.of("SET SESSION lock_wait_timeout = " + seconds);
    }
}
