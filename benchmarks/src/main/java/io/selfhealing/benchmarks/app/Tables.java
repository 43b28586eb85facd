package io.selfhealing.benchmarks.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables that are written to and read from. */
final class Tables {
    static final int ITEMS = 1_000;

    private final Connection connection;

    Tables(Connection connection) {
        this.connection = connection;
    }

    void create() throws SQLException {
        for (String table : new String[] {"orders", "drifted"}) {
            run("create table " + table + " (id bigint primary key, customer integer, name varchar(100),"
                    + " amount decimal(12, 2), paid boolean, created timestamp)");
        }
        run("create table items (id bigint primary key, name varchar(100), price decimal(12, 2))");
        try (PreparedStatement insert = connection.prepareStatement("insert into items values (?, ?, 9.99)")) {
            for (int id = 0; id < ITEMS; id++) {
                insert.setLong(1, id);
                insert.setString(2, "item-" + id);
                insert.executeUpdate();
            }
        }
    }

    /** Renames a column after a first write by its old name. */
    void drift() throws SQLException {
        Work.of(Operation.HEALED, connection, -1).once();
        run("alter table drifted rename column name to customer_name");
    }

    void empty() throws SQLException {
        run("truncate table orders");
        run("truncate table drifted");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
