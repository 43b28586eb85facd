package io.selfhealing.benchmarks.soak.app;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A row in one of its versions.
 *
 * @param version 0 as it was inserted; one more for each attempt to update it
 */
record Row(long id, int version) {
    static final String INSERT = "insert into accounts (id, owner, note, amount, hits) values (?, ?, ?, ?, 0)";
    static final String UPDATE = "update accounts set owner = ?, note = ?, amount = ?, hits = hits + 1 where id = ?";

    Row next() {
        return new Row(id, version + 1);
    }

    void bindInsert(PreparedStatement insert) throws SQLException {
        insert.setLong(1, id);
        insert.setString(2, Values.owner(id, version));
        insert.setString(3, Values.note(id, version));
        insert.setInt(4, Values.amount(id, version));
    }

    void bindUpdate(PreparedStatement update) throws SQLException {
        update.setString(1, Values.owner(id, version));
        update.setString(2, Values.note(id, version));
        update.setInt(3, Values.amount(id, version));
        update.setLong(4, id);
    }

    String literalInsert() {
        return "insert into accounts (id, owner, note, amount, hits) values (" + id + ", '" + Values.owner(id, version)
                + "', '" + Values.note(id, version) + "', " + Values.amount(id, version) + ", 0)";
    }
}
