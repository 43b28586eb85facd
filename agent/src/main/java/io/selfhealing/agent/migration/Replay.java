package io.selfhealing.agent.migration;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.DdlTarget;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Identifier;
import io.selfhealing.agent.sql.RenameStatement;
import io.selfhealing.agent.sql.TableMove;
import io.selfhealing.agent.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables in memory, on which statements are replayed in their order. What is not understood breaks every table that it mentions:
 * nothing is told of that table any more.
 */
final class Replay {
    private static final Pattern CREATE_TABLE = start(
            "CREATE (OR REPLACE )?((GLOBAL|LOCAL) )?(?<sort>(TEMP|TEMPORARY|UNLOGGED|CACHED|MEMORY|FOREIGN) )?TABLE");
    private static final Pattern ALTER_TABLE = start("ALTER TABLE");
    private static final Pattern DROP_TABLE = start("DROP (TEMPORARY )?TABLE");
    private static final Pattern RENAME_TABLE = start("RENAME TABLE");
    private static final Pattern CREATE_ENUM =
            Pattern.compile("CREATE\\s+TYPE\\s+(?:[\\w\"]+\\.)?\"?(\\w+)\"?\\s+AS\\s+ENUM\\s*(\\(.*)", flags());
    private static final Pattern PATH = Pattern.compile(
            "(?:USE|SET\\s+SCHEMA|SET\\s+(?:LOCAL\\s+|SESSION\\s+)?search_path\\s*(?:=|\\bTO\\b))\\s*[\"'`]?([\\w$]+).*",
            flags());
    private static final Pattern HARMLESS =
            start("(INSERT|UPDATE|DELETE|MERGE|SELECT|WITH|VALUES|COMMENT|GRANT|REVOKE|SET|RESET|ANALYZE|VACUUM|BEGIN"
                    + "|START|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|LOCK|UNLOCK|COPY|REINDEX|CLUSTER|TRUNCATE|SHOW|NOTIFY|USE"
                    + "|REFRESH|SECURITY|PRAGMA"
                    + "|(CREATE|ALTER|DROP)( OR REPLACE)?( UNIQUE| FULLTEXT| SPATIAL| RECURSIVE| MATERIALIZED"
                    + "| EVENT| CONSTRAINT| DEFAULT| TEMP| TEMPORARY| TRUSTED| DEFINER ?= ?\\S+| ALGORITHM ?= ?\\S+"
                    + "| SQL SECURITY \\w+| PROCEDURAL)*"
                    + " (INDEX|SEQUENCE|VIEW|FUNCTION|PROCEDURE|TRIGGER|EXTENSION|SCHEMA|DATABASE|TYPE|DOMAIN|POLICY|ROLE"
                    + "|USER|AGGREGATE|CAST|COLLATION|LANGUAGE|OPERATOR|PUBLICATION|PRIVILEGES|SUBSCRIPTION|RULE|STATISTICS"
                    + "|SERVER|EVENT|TEXT|CONVERSION))");

    private final Dialect dialect;
    private final String defaultSchema;
    private String schema;
    private final Map<Place, ReplayedTable> tables = new LinkedHashMap<>();
    private final Map<String, ColumnType> enums = new LinkedHashMap<>();
    private final FormerNames names = new FormerNames();
    private final List<Skipped> skipped = new ArrayList<>();

    /** @param schema where names without one are, as the catalog holds it */
    Replay(Dialect dialect, String schema) {
        this.dialect = dialect;
        this.defaultSchema = schema;
        this.schema = schema;
    }

    private static int flags() {
        return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    }

    private static Pattern start(String words) {
        return Pattern.compile("(?:" + words.replace(" ", "\\s+") + ")\\b.*", flags());
    }

    /** What one file changed of the path is void in the next. */
    void begin() {
        schema = defaultSchema;
    }

    void apply(String file, ScriptStatement statement) {
        String sql = statement.sql();
        String where = file + ":" + statement.line();
        try {
            if (!ofTable(sql, where)) {
                other(sql);
            }
        } catch (Unreadable e) {
            skipped.add(new Skipped(file, statement.line(), String.valueOf(e.getMessage())));
            breakMentioned(sql, "not followed from " + where);
        }
    }

    /** Whatever a file did that cannot be read, it may have done it to every table. */
    void lost(Skipped what) {
        skipped.add(what);
        tables.values().forEach(table -> table.breakAt("not followed from " + what.file()));
    }

    void skip(Skipped what) {
        skipped.add(what);
    }

    Imported result() {
        SortedMap<Place, MigratedPast> told = new TreeMap<>();
        List<Skipped> all = new ArrayList<>(skipped);
        tables.forEach((place, table) -> {
            if (table.broken() == null) {
                told.put(place, table.past(place.schema(), place.table()));
            } else {
                all.add(new Skipped(place.toString(), 0, String.valueOf(table.broken())));
            }
        });
        return new Imported(told, names.moves(tables), all);
    }

    private boolean ofTable(String sql, String where) throws Unreadable {
        Matcher create = CREATE_TABLE.matcher(sql);
        if (create.matches()) {
            String sort = create.group("sort");
            boolean lasting = sort == null || !sort.toUpperCase(Locale.ROOT).matches("(TEMP|TEMPORARY|FOREIGN)\\s+");
            if (lasting) {
                create(sql);
            }
            return true;
        }
        if (RENAME_TABLE.matcher(sql).matches()) {
            move(TableMove.parse(sql, dialect), where);
            return true;
        }
        if (DROP_TABLE.matcher(sql).matches()) {
            DdlReader.drop(sql).forEach(name -> tables.remove(place(name)));
            return true;
        }
        if (ALTER_TABLE.matcher(sql).matches()) {
            alter(sql, where);
            return true;
        }
        return false;
    }

    private void other(String sql) throws Unreadable {
        Matcher enumType = CREATE_ENUM.matcher(sql);
        if (enumType.matches()) {
            ColumnType labels = DeclaredTypes.of("enum " + enumType.group(2), dialect.product());
            enums.put(
                    enumType.group(1).toLowerCase(Locale.ROOT),
                    new ColumnType(enumType.group(1), TypeFamily.ENUM, 0, 0, labels.labels()));
            return;
        }
        Matcher path = PATH.matcher(sql);
        if (path.matches()) {
            schema = new Identifier(path.group(1), false).tableName(dialect);
        } else if (!HARMLESS.matcher(sql).matches()) {
            throw new Unreadable("a statement that is not replayed: " + head(sql));
        }
    }

    /** The first words, which are no values. */
    private static String head(String sql) {
        Matcher words = Pattern.compile("\\s*([A-Za-z_]+(?:\\s+[A-Za-z_]+){0,2}).*", Pattern.DOTALL)
                .matcher(sql);
        return words.matches() ? words.group(1).replaceAll("\\s+", " ") : "no SQL";
    }

    private void create(String sql) throws Unreadable {
        DdlTarget target = DdlTarget.parse(sql, dialect);
        if (target == null) {
            throw new Unreadable("a CREATE TABLE whose table is not understood");
        }
        Place place = place(target.table());
        boolean known = tables.containsKey(place);
        if (known
                && Pattern.compile("\\bIF\\s+NOT\\s+EXISTS\\b", flags())
                        .matcher(sql)
                        .find()) {
            return;
        }
        ReplayedTable table = new ReplayedTable();
        if (known) {
            table.breakAt("made twice");
        }
        tables.put(place, table);
        names.borne(place, table);
        DdlReader.create(sql, table, known());
        table.settle();
    }

    private void alter(String sql, String where) throws Unreadable {
        List<TableMove> moves = TableMove.parse(sql, dialect);
        if (!moves.isEmpty()) {
            move(moves, where);
            return;
        }
        RenameStatement rename = RenameStatement.parse(sql, dialect);
        if (rename != null) {
            ReplayedTable table = table(rename.table());
            table.rename(rename.from().name(dialect), rename.to().name(dialect), where);
            if (!dialect.product().speaksMySql()) {
                table.settle();
                return;
            }
        }
        DdlTarget target = DdlTarget.parse(sql, dialect);
        if (target == null) {
            throw new Unreadable("an ALTER TABLE whose table is not understood");
        }
        ReplayedTable table = table(target.table());
        if (rename == null || DdlReader.isChange(sql)) {
            DdlReader.alter(sql, table, known(), where);
        }
        table.settle();
    }

    private void move(List<TableMove> moves, String where) throws Unreadable {
        if (moves.isEmpty()) {
            throw new Unreadable("a RENAME TABLE that is not understood");
        }
        for (TableMove move : moves) {
            Place from = place(move.from());
            String toSchema =
                    move.toSchema() == null ? from.schema() : move.toSchema().tableName(dialect);
            String toName = move.to() == null ? from.table() : move.to().tableName(dialect);
            Place to = new Place(toSchema, toName);
            ReplayedTable table = table(move.from());
            if (tables.containsKey(to)) {
                throw new Unreadable("there is a table " + to + " already");
            }
            tables.remove(from);
            tables.put(to, table);
            names.left(from, table, where);
            names.borne(to, table);
        }
    }

    private ReplayedTable table(TableName name) throws Unreadable {
        Place place = place(name);
        ReplayedTable table = tables.get(place);
        if (table == null) {
            throw new Unreadable("nothing before it makes the table " + place);
        }
        return table;
    }

    private Place place(TableName name) {
        return new Place(
                name.schema() == null ? schema : name.schema().tableName(dialect),
                name.table().tableName(dialect));
    }

    private DdlReader.Names known() {
        return new DdlReader.Names(dialect, Map.copyOf(enums));
    }

    private void breakMentioned(String sql, String reason) {
        tables.forEach((place, table) -> {
            String word = "(?<![\\p{L}\\p{N}_$])" + Pattern.quote(place.table()) + "(?![\\p{L}\\p{N}_$])";
            if (Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(sql)
                    .find()) {
                table.breakAt(reason);
            }
        });
    }
}
