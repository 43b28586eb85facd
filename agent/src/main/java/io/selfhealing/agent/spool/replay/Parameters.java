package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.Parameter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Binds values as they were bound when they were kept. */
final class Parameters {
    private Parameters() {}

    static void bind(PreparedStatement statement, List<Parameter> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            bind(statement, i + 1, parameters.get(i));
        }
    }

    private static void bind(PreparedStatement statement, int index, Parameter parameter) throws SQLException {
        Object value = parameter.value();
        Integer type = parameter.sqlType();
        String name = parameter.typeName();
        if (value == null) {
            setNull(statement, index, parameter);
        } else if (name != null && value instanceof Object[] elements) {
            statement.setArray(index, statement.getConnection().createArrayOf(name, elements));
        } else if (type != null) {
            statement.setObject(index, value, type);
        } else if (name != null) {
            statement.setObject(index, value, Types.OTHER); // JSON and its like: the database finds out
        } else {
            statement.setObject(index, value);
        }
    }

    private static void setNull(PreparedStatement statement, int index, Parameter parameter) throws SQLException {
        Integer type = parameter.sqlType();
        String name = parameter.typeName();
        if (type != null && name != null) {
            statement.setNull(index, type, name);
        } else {
            statement.setNull(index, type == null ? Types.NULL : type);
        }
    }

    /** About how many bytes a value takes, for the size of a transaction. */
    static long bytes(Parameter parameter) {
        Object value = parameter.value();
        if (value instanceof String text) {
            return 16L + text.length();
        }
        return value instanceof byte[] bytes ? 16L + bytes.length : 16L;
    }
}
