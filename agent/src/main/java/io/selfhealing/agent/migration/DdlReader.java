package io.selfhealing.agent.migration;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Identifier;
import io.selfhealing.agent.sql.TableName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.alter.AlterOperation;
import net.sf.jsqlparser.statement.create.table.ColumnDefinition;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.table.Index;
import net.sf.jsqlparser.statement.drop.Drop;
import org.jspecify.annotations.Nullable;

/** What JSqlParser says that a DDL statement does to one table's columns. Anything else than what is listed here is unreadable. */
final class DdlReader {
    /** Longer ones would take the parser seconds. */
    private static final int LONGEST = 200_000;

    private static final String COLUMN = "(?:COLUMN\\s+)?(?:\"[^\"]+\"|`[^`]+`|[\\w$]+)\\s+";

    /** One action that changes no column's name, place or type, and that the parser may not know. */
    private static final Pattern HARMLESS = Pattern.compile(
            "ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(?:\"[^\"]+\"|`[^`]+`|[\\w$.])+\\s+(?:"
                    + "OWNER\\s+TO|ENABLE\\b|DISABLE\\b|FORCE\\b|NO\\s+FORCE|CLUSTER\\b|REPLICA\\b|VALIDATE\\b|SET\\s*\\("
                    + "|SET\\s+(?:LOGGED|UNLOGGED|TABLESPACE|WITHOUT)|RESET\\s*\\(|ADD\\s+CONSTRAINT\\b|DROP\\s+CONSTRAINT\\b"
                    + "|ADD\\s+(?:UNIQUE|FOREIGN|CHECK|INDEX|KEY|FULLTEXT|SPATIAL|EXCLUDE)\\b|RENAME\\s+CONSTRAINT\\b"
                    + "|ALTER\\s+CONSTRAINT\\b|DROP\\s+(?:INDEX|KEY|FOREIGN)\\b|RENAME\\s+(?:INDEX|KEY)\\b|AUTO_INCREMENT\\b"
                    + "|ALTER\\s+" + COLUMN + "(?:SET\\s+(?:DEFAULT|STATISTICS|STORAGE|COMPRESSION|GENERATED|\\()"
                    + "|DROP\\s+(?:DEFAULT|IDENTITY|EXPRESSION)|ADD\\s+GENERATED|RESTART\\b))(?<rest>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Another action behind a comma. */
    private static final Pattern ANOTHER =
            Pattern.compile(",\\s*(?:ADD|DROP|ALTER|RENAME|MODIFY|CHANGE)\\s", Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY = Pattern.compile("\\bPRIMARY\\s+KEY\\s*\\(([^()]*)\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGE = Pattern.compile("\\bCHANGE\\b", Pattern.CASE_INSENSITIVE);
    /** The parser knows the shorter spelling of it alone. */
    private static final Pattern DATA_TYPE = Pattern.compile("\\bSET\\s+DATA\\s+TYPE\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern INHERITS = Pattern.compile("\\)\\s*INHERITS\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<AlterOperation> NOT_OF_COLUMNS = EnumSet.of(
            AlterOperation.DROP_PRIMARY_KEY,
            AlterOperation.DROP_UNIQUE,
            AlterOperation.DROP_FOREIGN_KEY,
            AlterOperation.COLLATE,
            AlterOperation.ALGORITHM,
            AlterOperation.RENAME_INDEX,
            AlterOperation.RENAME_KEY,
            AlterOperation.RENAME_CONSTRAINT,
            AlterOperation.COMMENT,
            AlterOperation.COMMENT_WITH_EQUAL_SIGN,
            AlterOperation.ENGINE,
            AlterOperation.LOCK);

    private DdlReader() {}

    /** @param enums types of the database's own that are enumerations, by their names in lower case */
    record Names(Dialect dialect, Map<String, ColumnType> enums) {
        String column(String written) {
            return identifier(written).name(dialect);
        }

        ColumnType type(ColumnDefinition definition) throws Unreadable {
            if (definition.getColDataType() == null) {
                throw new Unreadable("a column without a type");
            }
            String text = definition.getColDataType().toString();
            String bare =
                    text.substring(text.lastIndexOf('.') + 1).replace("\"", "").strip();
            ColumnType known = enums.get(bare.toLowerCase(Locale.ROOT));
            return known == null ? DeclaredTypes.of(text, dialect.product()) : known;
        }
    }

    private static Identifier identifier(String written) {
        char first = written.isEmpty() ? ' ' : written.charAt(0);
        boolean quoted = written.length() > 1 && (first == '"' || first == '`' || first == '[');
        String quote = String.valueOf(first);
        return quoted
                ? new Identifier(written.substring(1, written.length() - 1).replace(quote + quote, quote), true)
                : new Identifier(written, false);
    }

    private static Statement parse(String sql) throws Unreadable {
        if (sql.length() > LONGEST) {
            throw new Unreadable("longer than " + LONGEST + " characters");
        }
        try {
            return new CCJSqlParser(DATA_TYPE.matcher(sql).replaceAll("TYPE")).Statement();
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            throw new Unreadable("the parser does not understand it");
        }
    }

    static void create(String sql, ReplayedTable table, Names names) throws Unreadable {
        if (!(parse(sql) instanceof CreateTable create)
                || create.getColumnDefinitions() == null
                || create.getSelect() != null
                || create.getLikeTable() != null
                || create.getTrailingLikeTable() != null
                || create.getOfType() != null
                || create.getPartitionOf() != null
                || INHERITS.matcher(sql).find()) {
            throw new Unreadable("a CREATE TABLE that does not list its columns");
        }
        for (ColumnDefinition column : create.getColumnDefinitions()) {
            add(column, table, names);
        }
        if (create.getIndexes() != null) {
            for (Index index : create.getIndexes()) {
                if ("PRIMARY KEY".equalsIgnoreCase(index.getType())) {
                    key(index.getColumnsNames(), table, names);
                }
            }
        }
    }

    private static void key(List<String> columns, ReplayedTable table, Names names) throws Unreadable {
        table.key(columns.stream().map(String::strip).map(names::column).toList());
    }

    private static void add(ColumnDefinition column, ReplayedTable table, Names names) throws Unreadable {
        String name = names.column(column.getColumnName());
        String specs = specs(column);
        boolean key = specs.contains("PRIMARY KEY");
        table.add(name, names.type(column), key || specs.contains("NOT NULL"), source(column, specs));
        if (key) {
            table.key(List.of(name));
        }
    }

    private static String specs(ColumnDefinition column) {
        List<String> specs = column.getColumnSpecs();
        return specs == null ? "" : String.join(" ", specs).toUpperCase(Locale.ROOT);
    }

    private static Column.Source source(ColumnDefinition column, String specs) {
        if (specs.contains("ALWAYS AS IDENTITY")) {
            return Column.Source.NUMBERED;
        }
        String type = column.getColDataType().toString().toLowerCase(Locale.ROOT);
        if (type.contains("serial") || specs.contains("IDENTITY") || specs.contains("AUTO_INCREMENT")) {
            return Column.Source.SEQUENCE;
        }
        if (specs.contains("GENERATED") || specs.startsWith("AS ")) {
            return Column.Source.COMPUTED;
        }
        return specs.contains("DEFAULT") ? Column.Source.DEFAULT : Column.Source.NONE;
    }

    /** The tables of a DROP TABLE. */
    static List<TableName> drop(String sql) throws Unreadable {
        if (!(parse(sql) instanceof Drop drop)) {
            throw new Unreadable("a DROP TABLE that is not understood");
        }
        List<TableName> names = new ArrayList<>();
        for (Table table :
                drop.getNames() == null || drop.getNames().isEmpty() ? List.of(drop.getName()) : drop.getNames()) {
            @Nullable String schema = table.getSchemaName();
            names.add(new TableName(schema == null ? null : identifier(schema), identifier(table.getName())));
        }
        return names;
    }

    /** Whether it is MySQL's CHANGE, which gives a column a definition as well as a name. */
    static boolean isChange(String sql) {
        return CHANGE.matcher(sql).find();
    }

    static void alter(String sql, ReplayedTable table, Names names, String where) throws Unreadable {
        Matcher harmless = HARMLESS.matcher(sql);
        if (harmless.matches() && !ANOTHER.matcher(harmless.group("rest")).find()) {
            Matcher key = KEY.matcher(sql);
            if (key.find()) {
                key(List.of(key.group(1).split(",")), table, names);
            }
            return;
        }
        if (!(parse(sql) instanceof Alter alter)) {
            throw new Unreadable("an ALTER TABLE that is not understood");
        }
        for (AlterExpression action : alter.getAlterExpressions()) {
            one(action, table, names, where);
            table.settle();
        }
    }

    private static void one(AlterExpression action, ReplayedTable table, Names names, String where) throws Unreadable {
        AlterOperation operation = action.getOperation();
        List<? extends ColumnDefinition> columns = action.getColDataTypeList();
        boolean hasColumns = columns != null && !columns.isEmpty();
        if (operation == AlterOperation.ADD && hasColumns) {
            for (ColumnDefinition column : columns) {
                if (!action.isUseIfNotExists() || !table.has(names.column(column.getColumnName()))) {
                    add(column, table, names);
                }
            }
        } else if (operation == AlterOperation.ADD) {
            constraint(action, table, names);
        } else if (operation == AlterOperation.DROP) {
            drop(action, table, names);
        } else if (operation == AlterOperation.RENAME && action.getColumnOldName() != null) {
            table.rename(names.column(action.getColumnOldName()), names.column(action.getColumnName()), where);
        } else if (operation == AlterOperation.CHANGE && hasColumns && action.getColumnOldName() != null) {
            change(action.getColumnOldName(), columns.get(0), table, names, where);
        } else if (operation == AlterOperation.MODIFY && hasColumns) {
            for (ColumnDefinition column : columns) {
                redefine(column, table, names);
            }
        } else if (operation == AlterOperation.ALTER) {
            alterColumn(action, columns, table, names);
        } else if (!NOT_OF_COLUMNS.contains(operation)) {
            throw new Unreadable("an ALTER TABLE that is not replayed: " + operation);
        }
    }

    private static void constraint(AlterExpression action, ReplayedTable table, Names names) throws Unreadable {
        Index index = action.getIndex();
        List<String> key = action.getPkColumns();
        if (key != null && !key.isEmpty()) {
            key(key, table, names);
        } else if (index != null && "PRIMARY KEY".equalsIgnoreCase(index.getType())) {
            key(index.getColumnsNames(), table, names);
        } else if (index == null && action.getUkColumns() == null && action.getConstraintName() == null) {
            throw new Unreadable("an ADD that is not replayed");
        }
    }

    private static void drop(AlterExpression action, ReplayedTable table, Names names) throws Unreadable {
        if (action.getColumnName() != null) {
            String name = names.column(action.getColumnName());
            if (!action.isUsingIfExists() || table.has(name)) {
                table.drop(name);
            }
        } else if (action.getConstraintName() == null && action.getIndex() == null && action.getOldIndex() == null) {
            throw new Unreadable("a DROP that is not replayed");
        }
    }

    private static void change(String from, ColumnDefinition definition, ReplayedTable table, Names names, String where)
            throws Unreadable {
        String old = names.column(from);
        String young = names.column(definition.getColumnName());
        if (!old.equals(young) && table.has(old)) {
            table.rename(old, young, where);
        }
        redefine(definition, table, names);
    }

    private static void redefine(ColumnDefinition column, ReplayedTable table, Names names) throws Unreadable {
        String name = names.column(column.getColumnName());
        table.retype(name, names.type(column));
        table.require(name, specs(column).contains("NOT NULL"));
    }

    private static void alterColumn(
            AlterExpression action,
            @Nullable List<? extends ColumnDefinition> columns,
            ReplayedTable table,
            Names names)
            throws Unreadable {
        boolean understood = action.getColumnSetDefaultList() != null || action.getColumnDropDefaultList() != null;
        if (action.getColumnSetNotNullList() != null) {
            for (var column : action.getColumnSetNotNullList()) {
                table.require(names.column(column.getColumnName()), true);
                understood = true;
            }
        }
        if (action.getColumnDropNotNullList() != null) {
            for (var column : action.getColumnDropNotNullList()) {
                table.require(names.column(column.getColumnName()), false);
                understood = true;
            }
        }
        if (columns != null) {
            for (ColumnDefinition column : columns) {
                table.retype(names.column(column.getColumnName()), names.type(column));
                understood = true;
            }
        }
        if (!understood) {
            throw new Unreadable("an ALTER COLUMN that is not replayed");
        }
    }
}
