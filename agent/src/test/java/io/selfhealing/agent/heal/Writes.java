package io.selfhealing.agent.heal;

import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Identifier;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.Landing;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Span;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.TableName;
import io.selfhealing.agent.sql.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statements as the parser would hand them over, spelled out piece by piece. Values are parameters unless said otherwise. */
public final class Writes {
    private final StatementKind kind;
    private final String table;
    private final List<String> columns;
    private final Map<String, String> given = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Role> furtherRoles = new ArrayList<>();
    private final List<String> furtherColumns = new ArrayList<>();
    private Landing landing = Landing.OWN;
    private String tail = "";
    private String doubtful = "";
    private boolean onlyKeys = true;
    private int rows = 1;

    private final StringBuilder sql = new StringBuilder();
    private final List<ColumnUse> uses = new ArrayList<>();
    private int parameters;

    private Writes(StatementKind kind, String table, List<String> columns) {
        this.kind = kind;
        this.table = table;
        this.columns = columns;
    }

    public static Writes insert(String table, String... columns) {
        return new Writes(StatementKind.INSERT, table, List.of(columns));
    }

    public static Writes update(String table, String... columns) {
        return new Writes(StatementKind.UPDATE, table, List.of(columns));
    }

    public static Writes delete(String table) {
        return new Writes(StatementKind.DELETE, table, List.of());
    }

    public static Writes merge(String table, String... columns) {
        return new Writes(StatementKind.MERGE, table, List.of(columns));
    }

    /** A value in place of the parameter: a number, {@code 'text'}, TRUE, NULL, DEFAULT, or else an expression. */
    public Writes with(String column, String value) {
        given.put(column, value);
        return this;
    }

    public Writes where(String... columns) {
        keys.addAll(List.of(columns));
        return this;
    }

    public Writes rows(int number) {
        rows = number;
        return this;
    }

    /** INSERT … SELECT. */
    public Writes selected() {
        return rows(0);
    }

    /** WHERE holds more than key conditions. */
    public Writes andMore() {
        onlyKeys = false;
        return this;
    }

    public Writes also(Role role, String... names) {
        for (String name : names) {
            furtherRoles.add(role);
            furtherColumns.add(name);
        }
        return this;
    }

    public Writes ending(String text) {
        tail = text;
        return this;
    }

    public Writes doubtful(String column) {
        doubtful = column;
        return this;
    }

    Writes landing(Landing where) {
        landing = where;
        return this;
    }

    public ParsedWrite parsed() {
        sql.setLength(0);
        uses.clear();
        parameters = 0;
        List<Assignment> assignments = new ArrayList<>();
        List<KeyCondition> conditions = new ArrayList<>();
        sql.append(kind).append(' ').append(table).append(' ');
        Role role = kind == StatementKind.UPDATE ? Role.ASSIGNED : Role.INSERTED;
        List<ColumnUse> written =
                columns.stream().map(column -> mention(column, role)).toList();
        for (ColumnUse use : written) {
            List<Value> values = new ArrayList<>();
            for (int row = 0; row < (kind == StatementKind.UPDATE ? 1 : rows); row++) {
                values.add(value(use.column().text()));
            }
            assignments.add(new Assignment(use, values));
        }
        for (String key : keys) {
            conditions.add(new KeyCondition(mention(key, Role.CONDITION), value(key)));
        }
        for (int i = 0; i < furtherColumns.size(); i++) {
            mention(furtherColumns.get(i), furtherRoles.get(i));
        }
        List<ColumnUse> uses = List.copyOf(this.uses);
        List<ColumnUse> doubts = doubtful.isEmpty() ? List.of() : List.of(mention(doubtful, Role.EXPRESSION));
        sql.append(tail);
        return new ParsedWrite(
                sql.toString(),
                kind,
                new TableName(null, new Identifier(table, false)),
                assignments,
                List.of(),
                uses,
                doubts,
                conditions,
                onlyKeys && !keys.isEmpty(),
                kind == StatementKind.INSERT ? rows : 0,
                kind == StatementKind.INSERT ? landing : Landing.UNKNOWN,
                false,
                parameters);
    }

    private ColumnUse mention(String column, Role role) {
        boolean quoted = column.startsWith("\"");
        String text = quoted ? column.substring(1, column.length() - 1) : column;
        ColumnUse use = new ColumnUse(new Identifier(text, quoted), role, append(column));
        uses.add(use);
        return use;
    }

    private Value value(String column) {
        String text = given.getOrDefault(column, "?");
        Span span = append(text);
        if (text.equals("?")) {
            return new Value.Parameter(++parameters, span);
        }
        if (text.equals("NULL")) {
            return new Value.Null(span);
        }
        if (text.equals("DEFAULT")) {
            return new Value.Default(span);
        }
        if (text.startsWith("'") && text.endsWith("'")) {
            return new Value.Literal(text.substring(1, text.length() - 1), true, span);
        }
        return text.matches("-?[0-9.]+|TRUE|FALSE")
                ? new Value.Literal(text, false, span)
                : new Value.Expression(List.of(), span);
    }

    private Span append(String text) {
        int start = sql.length();
        sql.append(text).append(' ');
        return new Span(start, start + text.length());
    }
}
