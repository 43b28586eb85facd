package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Identifier;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import io.selfhealing.agent.sql.WriteParser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells without a ledger whether an INSERT is in the database already: by the primary key that it carries. A row with that key and
 * the same values is taken for its own; with others it is somebody else's, and the record is not written over it.
 */
final class ByKey {
    private final Dialect dialect;

    ByKey(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @throws RefusedException where that cannot be told */
    boolean isThere(Connection connection, Write write, Mended.Ready ready) throws SQLException, RefusedException {
        ParsedWrite parsed = WriteParser.parse(ready.statement(), dialect);
        if (parsed == null
                || parsed.kind() != StatementKind.INSERT
                || parsed.rows() != 1
                || !carriesKey(parsed, ready)) {
            throw new RefusedException(
                    Trouble.TABLE,
                    "without selfhealing_ledger only an INSERT that carries the primary key of " + write.table()
                            + " can be written exactly once; see selfhealing.tables");
        }
        if (!exists(connection, parsed, ready, name -> ready.key().contains(name))) {
            return false;
        }
        if (exists(connection, parsed, ready, name -> true)) {
            return true;
        }
        throw new RefusedException(
                Trouble.RECORD, "a row with its key is there, and its values are not those of the record");
    }

    private boolean carriesKey(ParsedWrite parsed, Mended.Ready ready) {
        return !ready.key().isEmpty()
                && ready.key().stream()
                        .allMatch(column -> parsed.assignments().stream()
                                .anyMatch(each -> name(each).equals(column) && isGiven(each.values())));
    }

    private String name(Assignment assignment) {
        return assignment.column().column().name(dialect);
    }

    private static boolean isGiven(List<Value> values) {
        return values.size() == 1
                && (values.get(0) instanceof Value.Parameter || values.get(0) instanceof Value.Literal);
    }

    private boolean exists(Connection connection, ParsedWrite parsed, Mended.Ready ready, Predicate<String> asks)
            throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Parameter> values = new ArrayList<>();
        for (Assignment assignment : parsed.assignments()) {
            if (asks.test(name(assignment))) {
                String condition = condition(parsed, assignment, ready.parameters(), values);
                if (condition != null) {
                    conditions.add(condition);
                }
            }
        }
        String query = "select 1 from " + table(parsed) + " where " + String.join(" and ", conditions);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            Parameters.bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Null where the value is the database's to find. */
    private static @Nullable String condition(
            ParsedWrite parsed, Assignment assignment, List<Parameter> parameters, List<Parameter> values) {
        String column = assignment.column().span().of(parsed.sql());
        Value value = assignment.values().get(0);
        if (value instanceof Value.Parameter parameter) {
            Parameter bound = parameters.get(parameter.index() - 1);
            if (bound.value() == null) {
                return column + " is null";
            }
            values.add(bound);
            return column + " = ?";
        }
        if (value instanceof Value.Literal literal) {
            return column + " = " + literal.span().of(parsed.sql());
        }
        return value instanceof Value.Null ? column + " is null" : null;
    }

    private String table(ParsedWrite parsed) {
        Identifier schema = parsed.table().schema();
        String table = text(parsed.table().table());
        return schema == null ? table : text(schema) + "." + table;
    }

    private String text(Identifier name) {
        String quote = dialect.product().speaksMySql() ? "`" : "\"";
        return name.quoted() ? quote + name.text().replace(quote, quote + quote) + quote : name.text();
    }
}
