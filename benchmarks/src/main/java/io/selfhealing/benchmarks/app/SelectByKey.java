package io.selfhealing.benchmarks.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

final class SelectByKey implements Work {
    private final PreparedStatement select;
    private int id;

    SelectByKey(Connection connection) throws SQLException {
        this.select = connection.prepareStatement("select name, price from items where id = ?");
    }

    @Override
    public void once() throws SQLException {
        id = (id + 7) % Tables.ITEMS;
        select.setLong(1, id);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()
                    || row.getString(1).isEmpty()
                    || row.getBigDecimal(2).signum() < 0) {
                throw new IllegalStateException("item " + id + " is not there");
            }
        }
    }
}
