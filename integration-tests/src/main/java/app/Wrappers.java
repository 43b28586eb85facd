package app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks through the layers between an application and its driver, as code that needs the driver's own objects does. */
final class Wrappers {
    private static final List<String> DRIVER = List.of(
            "java.sql.Connection",
            "java.sql.Statement",
            "java.sql.PreparedStatement",
            "java.sql.ResultSet",
            "java.lang.Comparable",
            "org.postgresql.PGConnection",
            "org.postgresql.PGStatement",
            "org.postgresql.core.BaseConnection");

    private final List<String> facts = new ArrayList<>();

    private Wrappers() {}

    /** What is found on a connection with a prepared insert, which is run, and a query; the same words mean the same. */
    static List<String> facts(DataSource pool, String insert, List<Object> values) throws SQLException {
        Wrappers wrappers = new Wrappers();
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(insert);
                Statement query = connection.createStatement()) {
            wrappers.look("connection", connection);
            wrappers.look("prepared", statement);
            wrappers.look("plain", query);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            wrappers.fact("count", statement.executeUpdate());
            wrappers.look("prepared after its run", statement);
            wrappers.fact("prepared.getConnection", statement.getConnection() == connection);
            wrappers.fact("plain.getConnection", query.getConnection() == connection);
            try (ResultSet rows = query.executeQuery("select 1")) {
                wrappers.look("rows", rows);
                wrappers.fact("rows.getStatement", rows.getStatement() == query);
            }
            wrappers.fact("metadata", connection.getMetaData().getConnection() == connection);
            wrappers.fact("valid", connection.isValid(5));
        }
        return List.copyOf(wrappers.facts);
    }

    private void fact(String what, Object value) {
        facts.add(what + " " + value);
    }

    private void look(String what, Wrapper wrapper) {
        fact(what + " is a", wrapper.getClass().getName().replaceAll("\\d+", "N"));
        for (String name : DRIVER) {
            fact(what + " as " + name, as(wrapper, name));
        }
    }

    private static String as(Wrapper wrapper, String name) {
        try {
            Class<?> type = Class.forName(name);
            boolean wraps = wrapper.isWrapperFor(type);
            Object unwrapped = wraps ? wrapper.unwrap(type) : null;
            return unwrapped == null
                    ? "no"
                    : unwrapped.getClass().getName().replaceAll("\\d+", "N")
                            + (unwrapped == wrapper ? ", itself" : "")
                            + (unwrapped == wrapper.unwrap(type) ? ", always the same" : "");
        } catch (ClassNotFoundException | SQLException | RuntimeException | AbstractMethodError e) {
            return Thrown.of(e).toString();
        }
    }
}
