package io.selfhealing.benchmarks.app;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;

/** The rows that are written: all alike but for their key. */
final class Rows {
    private static final BigDecimal AMOUNT = new BigDecimal("1234.56");
    private static final Timestamp CREATED = Timestamp.valueOf("2026-01-02 03:04:05");

    private long id;

    Rows(long firstId) {
        this.id = firstId;
    }

    static String insert(String table, String nameColumn) {
        return "insert into " + table + " (id, customer, " + nameColumn
                + ", amount, paid, created) values (?, ?, ?, ?, ?, ?)";
    }

    void bindNext(PreparedStatement insert) throws SQLException {
        insert.setLong(1, id++);
        insert.setInt(2, 42);
        insert.setString(3, "Ada Lovelace");
        insert.setBigDecimal(4, AMOUNT);
        insert.setBoolean(5, true);
        insert.setTimestamp(6, CREATED);
    }

    String nextLiteral() {
        long next = id++;
        return "insert into orders (id, customer, name, amount, paid, created) values (" + next
                + ", 42, 'Ada Lovelace', 1234.56, true, '2026-01-02 03:04:05')";
    }
}
