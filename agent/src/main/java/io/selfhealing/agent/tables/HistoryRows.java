package io.selfhealing.agent.tables;

import io.selfhealing.agent.schema.SharedHistory;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@code selfhealing_history}: at most twenty for each table, of which the newest count. */
final class HistoryRows {
    private static final int MOST_SHAPES = 20;
    /** Rows beyond it are nobody's of ours. */
    private static final int MOST_ROWS = 200;
    /** Of characters; a table of 1,600 columns needs half of it. */
    private static final int LONGEST = 1 << 20;

    private final Product product;
    private final String select;
    private final String times;
    private final String insert;
    private final String update;
    private final String delete;

    /** @param table its name for a statement */
    HistoryRows(Product product, String table) {
        this.product = product;
        String tableId = column(0);
        String shapeId = column(1);
        String seenAt = column(4);
        String shape = column(5);
        String one = " where " + tableId + " = ? and " + shapeId + " = ?";
        this.select = "select " + tableId + ", " + shapeId + ", " + seenAt + ", " + shape + " from " + table + " where "
                + "char_length(" + shape + ") <= " + LONGEST + " and " + tableId + " in (%s) order by " + seenAt
                + " desc";
        this.times = "select " + shapeId + ", " + seenAt + " from " + table + " where " + tableId + " = ?";
        this.insert = "insert into " + table + " (" + tableId + ", " + shapeId + ", " + column(2) + ", " + column(3)
                + ", " + seenAt + ", " + shape + ") values (?, ?, ?, ?, ?, ?)";
        this.update = "update " + table + " set " + seenAt + " = ?" + one;
        this.delete = "delete from " + table + one;
    }

    private String column(int index) {
        return AgentTables.quoted(product, HistoryTable.TABLE.columns().get(index));
    }

    List<SharedHistory.Entry> of(Connection own, Collection<SharedHistory.Key> keys) throws SQLException {
        hurry(own);
        Map<String, SharedHistory.Key> byId = new HashMap<>();
        keys.forEach(key -> byId.put(key.id(), key));
        List<SharedHistory.Entry> entries = new ArrayList<>();
        String sql = select.formatted(String.join(", ", Collections.nCopies(byId.size(), "?")));
        try (PreparedStatement statement = own.prepareStatement(sql)) {
            int parameter = 0;
            for (String id : byId.keySet()) {
                statement.setString(++parameter, id);
            }
            statement.setMaxRows(MOST_ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    SharedHistory.Key key = byId.get(rows.getString(1));
                    if (key != null) {
                        SharedHistory.Seen seen =
                                new SharedHistory.Seen(rows.getString(2), instant(rows, 3), rows.getString(4));
                        entries.add(new SharedHistory.Entry(key, seen));
                    }
                }
            }
        }
        return entries;
    }

    void merge(Connection own, SharedHistory.Key key, List<SharedHistory.Seen> shapes) throws SQLException {
        hurry(own);
        Map<String, Instant> there = times(own, key);
        for (SharedHistory.Seen shape : shapes) {
            Instant at = shape.at().truncatedTo(ChronoUnit.MICROS);
            Instant before = there.get(shape.id());
            if (before == null && shape.content().length() <= LONGEST) {
                add(own, key, shape, at);
                there.put(shape.id(), at);
            } else if (before != null && before.isBefore(at)) {
                touch(own, key, shape.id(), at);
                there.put(shape.id(), at);
            }
        }
        prune(own, key, there);
    }

    private Map<String, Instant> times(Connection own, SharedHistory.Key key) throws SQLException {
        Map<String, Instant> there = new HashMap<>();
        try (PreparedStatement statement = own.prepareStatement(times)) {
            statement.setString(1, key.id());
            statement.setMaxRows(MOST_ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    there.put(rows.getString(1), instant(rows, 2));
                }
            }
        }
        return there;
    }

    private void add(Connection own, SharedHistory.Key key, SharedHistory.Seen shape, Instant at) throws SQLException {
        try (PreparedStatement statement = own.prepareStatement(insert)) {
            statement.setString(1, key.id());
            statement.setString(2, shape.id());
            statement.setString(3, key.schema());
            statement.setString(4, key.table());
            statement.setObject(5, local(at));
            statement.setString(6, shape.content());
            statement.executeUpdate();
        }
    }

    private void touch(Connection own, SharedHistory.Key key, String shape, Instant at) throws SQLException {
        try (PreparedStatement statement = own.prepareStatement(update)) {
            statement.setObject(1, local(at));
            statement.setString(2, key.id());
            statement.setString(3, shape);
            statement.executeUpdate();
        }
    }

    private void prune(Connection own, SharedHistory.Key key, Map<String, Instant> there) throws SQLException {
        List<String> surplus = there.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .skip(MOST_SHAPES)
                .map(Map.Entry::getKey)
                .toList();
        for (String shape : surplus) {
            try (PreparedStatement statement = own.prepareStatement(delete)) {
                statement.setString(1, key.id());
                statement.setString(2, shape);
                statement.executeUpdate();
            }
        }
    }

    /** The schema is read on the same thread, which does not wait for somebody who has locked this table. */
    private void hurry(Connection own) throws SQLException {
        if (product == Product.POSTGRESQL) {
            try (Statement statement = own.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '200ms'");
            }
        }
    }

    private static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
