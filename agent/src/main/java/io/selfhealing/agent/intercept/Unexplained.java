package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.WriteParser;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a failure that a change of the schema might explain is not explained by what is known of the table: the cause, what was looked
 * at, and what would help. The same for the same trouble, however often the table is read.
 */
final class Unexplained {
    private static final Set<TypeFamily> MOMENTS =
            EnumSet.of(TypeFamily.DATE, TypeFamily.TIMESTAMP, TypeFamily.TIMESTAMP_ZONED);
    private static final Set<String> NUMBERS = Set.of("byte", "short", "int", "long", "decimal", "double", "float");

    private final Plan plan;
    private final Failure why;
    private final Dialect dialect;
    private final List<Bindings> rows;

    private Unexplained(Plan plan, Failure why, Dialect dialect, List<Bindings> rows) {
        this.plan = plan;
        this.why = why;
        this.dialect = dialect;
        this.rows = rows;
    }

    /** @param rows that were bound, as far as they are known */
    static String reason(Plan plan, Failure why, Dialect dialect, List<Bindings> rows) {
        Unexplained unexplained = new Unexplained(plan, why, dialect, rows);
        String kind = why.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return kind + " (SQLState " + why.sqlState() + "); " + unexplained.cause();
    }

    /**
     * A column that a write leaves empty though it must have a value and has no default, in the same words; null where there is none, or a
     * trigger may fill it.
     */
    static @Nullable String lacking(Plan plan, Dialect dialect) {
        TableSnapshot table = plan.table();
        ParsedWrite write = plan.write();
        if (table == null
                || write == null
                || write.kind() != StatementKind.INSERT
                || table.kind() != TableSnapshot.Kind.TABLE
                || table.rewritesRows()
                || write.assignments().isEmpty()) {
            return null;
        }
        return table.columns().stream()
                .filter(column -> column.required() && column.source() == Column.Source.NONE)
                .filter(column -> !isGiven(write, table, dialect, column))
                .map(column -> notGiven(table, column))
                .findFirst()
                .orElse(null);
    }

    private static boolean isGiven(ParsedWrite write, TableSnapshot table, Dialect dialect, Column column) {
        return write.assignments().stream()
                .anyMatch(assignment ->
                        LeftOuts.name(assignment.column(), table, dialect).equals(column.name()));
    }

    private static String notGiven(TableSnapshot table, Column column) {
        return column.name() + " must have a value and has no default, and the write does not name it;"
                + " selfhealing.defaults=" + name(table) + "." + column.name() + "=VALUE fills it in";
    }

    private String cause() {
        if (plan.view() instanceof TableView.Unavailable unavailable) {
            return "the table cannot be read: " + unavailable.reason();
        }
        if (plan.view() instanceof TableView.Missing) {
            return "there is no such table"
                    + (dialect.product().showsAllTables() ? "" : ", or it is not visible to the agent")
                    + ", and none is known to have had that name; history import or selfhealing.aliases=OLD=NEW would tell";
        }
        TableSnapshot table = plan.table();
        if (table == null || plan.view() instanceof TableView.Unread) {
            return "the table has not been read yet: the next write is judged by it";
        }
        if (table.kind() != TableSnapshot.Kind.TABLE) {
            return name(table)
                    + " is a view, a partition, a table whose engine has no transactions, or the like: writes to anything but"
                    + " plain tables are not changed";
        }
        return switch (why.kind()) {
            case MISSING_COLUMN -> missingColumn(table);
            case MISSING_TABLE ->
                name(table)
                        + " itself is there: what is missing is another table, named by the statement, a view, a rule or a"
                        + " trigger";
            case TYPE_MISMATCH -> type(table);
            case NULL_IN_REQUIRED_COLUMN -> required(table);
            case STALE_PLAN ->
                name(table)
                        + " is as it was: what the driver had prepared is too old, and could not be prepared anew here";
            default -> "nothing known of " + name(table) + " explains it";
        };
    }

    private String missingColumn(TableSnapshot table) {
        String gone = why.column();
        if (gone != null && table.column(gone) != null) {
            return "the database says that " + gone + " is gone, and " + name(table)
                    + " as it was last read has it: it could not be read again in time, and the next write is judged by what it is"
                    + " then";
        }
        return write() == null
                ? "the statement is not understood for certain, so that nothing of it is changed"
                : "each column that it names is in " + name(table)
                        + " as it was read: what is missing is named by a view, a rule, a trigger or another table of the statement,"
                        + " or the table has changed since and could not be read again in time";
    }

    private String type(TableSnapshot table) {
        String doubtful = why.column();
        Column column = doubtful == null ? null : table.column(doubtful);
        if (column == null) {
            return "the database does not say which column it is about, and each that was looked at in " + name(table)
                    + " takes what it was given, or has no conversion without loss; patterns list shows those there are";
        }
        String given = WrittenTypes.of(plan, rows, dialect, doubtful).get(doubtful);
        String type = column.type().name();
        String what = given == null ? "what is given to it" : "the " + given + " given to it";
        if (MOMENTS.contains(column.type().family()) && given != null && NUMBERS.contains(given)) {
            return column.name() + " is " + type + ", and " + what
                    + " is a moment only where its unit is known: the column's own"
                    + " values settle it (selfhealing.values.sample), and selfhealing.zone the zone where it has none";
        }
        return column.name() + " is " + type + ", and no conversion without loss leads there from " + what
                + "; patterns list shows those there are";
    }

    private String required(TableSnapshot table) {
        String named = why.column();
        Column column = named == null ? null : table.column(named);
        if (column == null) {
            return "the database does not say which column of " + name(table) + " it is about";
        }
        if (table.rewritesRows()) {
            return column.name() + " must have a value, and a trigger or rule of " + name(table)
                    + " may change rows: nothing is filled in there";
        }
        ParsedWrite write = write();
        boolean given = write == null || write.kind() != StatementKind.INSERT || isGiven(write, table, dialect, column);
        return given
                ? column.name()
                        + " must have a value, and the write itself gives NULL to it: only the application knows a better one"
                : notGiven(table, column);
    }

    private @Nullable ParsedWrite write() {
        return plan.write() == null ? WriteParser.parse(plan.original(), dialect) : plan.write();
    }

    private static String name(TableSnapshot table) {
        return table.schema() + "." + table.name();
    }
}
