package io.selfhealing.demonstration;

import io.selfhealing.demonstration.Write.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Changes the schema from a connection of our own, as a careful administrator of the database at hand would. */
record SchemaChange(List<String> ddl) implements Disturbance {
    private static final int STATEMENTS_END_MILLIS = 100;

    SchemaChange {
        ddl = List.copyOf(ddl);
    }

    static SchemaChange by(String... ddl) {
        return new SchemaChange(List.of(ddl));
    }

    @Override
    public void begin(DatabaseServer server, ShopDatabase database) throws SQLException, InterruptedException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            switch (database.product()) {
                case H2 -> exclusively(statement, ddl);
                case POSTGRES -> inOneTransaction(connection, statement, ddl);
            }
        }
    }

    @Override
    public Moment breaks() {
        return Moment.AFTER;
    }

    private static void inOneTransaction(Connection connection, Statement statement, List<String> ddl)
            throws SQLException {
        connection.setAutoCommit(false);
        execute(statement, ddl);
        connection.commit();
    }

    /**
     * H2 rebuilds a table whose columns it changes, and forgets rows that others insert meanwhile, with their inserts
     * reported as successful. In its exclusive mode others wait instead.
     */
    private static void exclusively(Statement statement, List<String> ddl) throws SQLException, InterruptedException {
        statement.execute("SET EXCLUSIVE 1");
        try {
            Thread.sleep(STATEMENTS_END_MILLIS);
            execute(statement, ddl);
        } finally {
            statement.execute("SET EXCLUSIVE 0");
        }
    }

    private static void execute(Statement statement, List<String> ddl) throws SQLException {
        for (String sql : ddl) {
            statement.execute(sql);
        }
    }
}
