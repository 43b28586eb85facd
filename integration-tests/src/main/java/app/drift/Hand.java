package app.drift;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks JDBC on one connection at a time. */
public final class Hand implements AutoCloseable {
    private final Map<String, PreparedStatement> held = new HashMap<>();
    private @Nullable Connection connection;

    public Outcome obey(Order order) {
        try {
            return order.obeyedBy(this);
        } catch (SQLException e) {
            return Outcome.of(e);
        }
    }

    /** The connection as it is, for what no order says. */
    public Connection connection() {
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("no connection");
        }
        return open;
    }

    void connect(Order.Connect order) throws SQLException {
        close();
        connection = DriverManager.getConnection(order.url(), order.user(), order.password());
    }

    void prepare(Act act) throws SQLException {
        held(act);
    }

    Outcome perform(Act act) throws SQLException {
        if (!act.prepared()) {
            try (Statement statement = connection().createStatement()) {
                return act.batch() ? batch(act, statement) : plain(act, statement);
            }
        }
        if (act.held()) {
            return prepared(act, held(act));
        }
        try (PreparedStatement statement = prepared(act)) {
            return prepared(act, statement);
        }
    }

    private PreparedStatement held(Act act) throws SQLException {
        String key = act.texts().get(0) + act.keys();
        PreparedStatement open = held.get(key);
        if (open == null) {
            open = prepared(act);
            held.put(key, open);
        }
        return open;
    }

    private PreparedStatement prepared(Act act) throws SQLException {
        String text = act.texts().get(0);
        if (act.keys().isEmpty()) {
            return connection().prepareStatement(text);
        }
        return act.keys().equals(List.of("*"))
                ? connection().prepareStatement(text, Statement.RETURN_GENERATED_KEYS)
                : connection().prepareStatement(text, act.keys().toArray(String[]::new));
    }

    private static Outcome plain(Act act, Statement statement) throws SQLException {
        String text = act.texts().get(0);
        boolean result;
        if (act.keys().isEmpty()) {
            result = statement.execute(text);
        } else if (act.keys().equals(List.of("*"))) {
            result = statement.execute(text, Statement.RETURN_GENERATED_KEYS);
        } else {
            result = statement.execute(text, act.keys().toArray(String[]::new));
        }
        return told(act, statement, result);
    }

    private static Outcome batch(Act act, Statement statement) throws SQLException {
        for (String text : act.texts()) {
            statement.addBatch(text);
        }
        return counted(statement.executeBatch());
    }

    private static Outcome prepared(Act act, PreparedStatement statement) throws SQLException {
        if (act.batch()) {
            for (List<@Nullable Object> row : act.rows()) {
                bind(statement, row);
                statement.addBatch();
            }
            return counted(statement.executeBatch());
        }
        bind(statement, act.rows().get(0));
        return told(act, statement, statement.execute());
    }

    private static Outcome counted(int[] counts) {
        return new Outcome(Arrays.stream(counts).asLongStream().boxed().toList(), List.of(), null, "");
    }

    private static Outcome told(Act act, Statement statement, boolean result) throws SQLException {
        long count = result ? -1 : statement.getUpdateCount();
        List<List<String>> rows = new ArrayList<>();
        if (!act.labels().isEmpty()) {
            try (ResultSet set = result ? statement.getResultSet() : statement.getGeneratedKeys()) {
                while (set.next()) {
                    rows.add(read(set, act.labels()));
                }
            }
        }
        return new Outcome(List.of(result ? rows.size() : count), rows, null, "");
    }

    private static List<String> read(ResultSet set, List<String> labels) throws SQLException {
        List<String> row = new ArrayList<>();
        for (String label : labels) {
            row.add(String.valueOf(
                    label.startsWith("#")
                            ? set.getString(Integer.parseInt(label.substring(1)))
                            : set.getString(label)));
        }
        return row;
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> row) throws SQLException {
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            if (value == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof BigDecimal number) {
                statement.setBigDecimal(i + 1, number);
            } else if (value instanceof Timestamp moment) {
                statement.setTimestamp(i + 1, moment);
            } else if (value instanceof Boolean truth) {
                statement.setBoolean(i + 1, truth);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        held.clear();
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
