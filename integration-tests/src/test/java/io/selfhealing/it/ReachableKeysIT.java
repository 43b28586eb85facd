package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.QuarantinedRows.writeOnceKnown;
import static io.selfhealing.it.server.Engine.H2;
import static io.selfhealing.it.server.Engine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.RemoteSqlException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What an application can reach of the keys of a row of which something was left out is what its driver gives of any other. */
class ReachableKeysIT {
    private static final String LEFT_OUT = "insert into messages (sender, born, mood) values (?, ?, ?)";
    private static final String WITHOUT = "insert into messages (sender, born) values (?, ?)";

    private static Connection withMoodDropped(Bench bench) throws Exception {
        bench.ddl("create table messages (id " + bench.sql().numbered()
                + ", sender varchar(100), amount numeric(10, 2) default 2.50, born timestamp, mood varchar(100),"
                + " done boolean default false)");
        Connection connection = bench.application().connect();
        Messages.write(connection, LEFT_OUT, "sender-1", java.sql.Timestamp.valueOf("2026-01-02 03:04:05"), "glad");
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column mood");
        writeOnceKnown(connection, LEFT_OUT, "sender-2", java.sql.Timestamp.valueOf("2026-01-02 03:04:05"), "calm");
        return connection;
    }

    @DatabaseTest({POSTGRESQL, H2})
    void allOfThemAreTheDrivers(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench);
        String id = bench.engine() == H2 ? "ID" : "id";
        for (Object asked : List.of(Statement.RETURN_GENERATED_KEYS, new String[] {id}, new String[] {
            bench.engine() == H2 ? "AMOUNT" : "amount", id
        })) {
            List<String> healed = reached(connection, LEFT_OUT, asked, "calm");
            List<String> own = reached(connection, WITHOUT, asked);
            assertThat(healed).isEqualTo(own);
        }
        assertThat(bench.events("left_out")).isNotEmpty();
        assertThat(bench.quarantine())
                .hasSize(4)
                .allMatch(value -> value.state().equals("landed"));
    }

    @DatabaseTest({POSTGRESQL, H2})
    void anUpdateOfNothingElseGivesTheSame(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench);
        Object asked = Statement.RETURN_GENERATED_KEYS;
        List<String> healed = reached(connection, "update messages set mood = ? where id = ?", asked, "fine", 1L);
        List<String> own = reached(connection, "update messages set sender = sender where id = ?", asked, 1L);

        assertThat(healed).isEqualTo(own);
    }

    private static List<String> reached(Connection connection, String sql, Object asked, Object... more)
            throws SQLException {
        List<String> all = new ArrayList<>();
        try (PreparedStatement statement = asked instanceof String[] names
                ? connection.prepareStatement(sql, names)
                : connection.prepareStatement(sql, (Integer) asked)) {
            List<Object> values = new ArrayList<>();
            if (sql.startsWith("insert")) {
                values.addAll(List.of("sender-n", java.sql.Timestamp.valueOf("2026-02-03 04:05:06.5")));
            }
            values.addAll(List.of(more));
            assertThat(bind(statement, values.toArray()).executeUpdate()).isEqualTo(1);
            all.add("count " + statement.getUpdateCount());
            all.add("result " + statement.getResultSet());
            try (ResultSet keys = statement.getGeneratedKeys()) {
                all.addAll(described(keys));
            }
        }
        return all;
    }

    private static List<String> described(ResultSet keys) throws SQLException {
        List<String> all = new ArrayList<>();
        ResultSetMetaData data = keys.getMetaData();
        int columns = data.getColumnCount();
        all.add("columns " + columns + ", type " + keys.getType() + ", " + keys.getConcurrency() + ", "
                + told(keys::getHoldability) + ", first " + keys.isBeforeFirst());
        for (int i = 1; i <= columns; i++) {
            all.add(String.join(
                    "|",
                    data.getColumnLabel(i),
                    data.getColumnName(i),
                    data.getTableName(i),
                    data.getColumnTypeName(i),
                    data.getColumnClassName(i),
                    "" + data.getColumnType(i),
                    "" + data.getPrecision(i),
                    "" + data.getScale(i),
                    "" + data.isNullable(i),
                    "" + data.isAutoIncrement(i),
                    "" + data.isSigned(i),
                    "" + data.getColumnDisplaySize(i)));
        }
        all.add("beyond " + told(() -> data.getColumnLabel(columns + 1)));
        while (keys.next()) {
            for (int i = 1; i <= columns; i++) {
                String label = data.getColumnLabel(i);
                boolean key = label.equalsIgnoreCase("id");
                all.add(label + " at " + keys.findColumn(label) + "/" + keys.findColumn(label.toUpperCase(Locale.ROOT))
                        + ": "
                        + (key ? "a key" : keys.getString(i)) + ", "
                        + keys.getObject(i).getClass().getName() + ", "
                        + (key ? keys.getLong(label) > 0 : keys.getObject(label)) + ", null " + keys.wasNull());
                if (data.getColumnType(i) == java.sql.Types.TIMESTAMP) {
                    all.add(keys.getTimestamp(i) + " " + keys.getObject(i, java.time.LocalDateTime.class));
                }
                if (label.equalsIgnoreCase("done")) {
                    all.add(keys.getBoolean(i) + " " + keys.getObject(i, Boolean.class));
                }
            }
            for (String hidden :
                    Stream.of("xmin", "tableoid", "ctid", "mood", "nowhere").toList()) {
                int place = columns + 1;
                all.add(hidden + " " + told(() -> keys.findColumn(hidden)) + " " + told(() -> keys.getString(hidden))
                        + " " + told(() -> keys.getObject(place)) + " " + told(() -> keys.getObject(0)));
            }
            all.add("row " + keys.getRow() + " last " + keys.isLast() + " first " + keys.isFirst());
        }
        all.add("after " + keys.isAfterLast() + " " + told(() -> keys.getString(1)) + " " + told(keys::previous));
        keys.close();
        all.add("closed " + keys.isClosed() + " " + told(keys::next));
        return all;
    }

    private interface Question {
        Object ask() throws SQLException;
    }

    private static String told(Question question) {
        try {
            return "" + question.ask();
        } catch (RemoteSqlException e) {
            String message = String.valueOf(e.thrown().message());
            boolean ofIndex = message.contains("index") || message.startsWith("Invalid value");
            return e.thrown().sqlState() + (ofIndex ? "" : " " + message);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
