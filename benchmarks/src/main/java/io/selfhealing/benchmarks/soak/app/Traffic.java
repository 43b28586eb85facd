package io.selfhealing.benchmarks.soak.app;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One thread's writes, each entered in its journal with what came of it. */
final class Traffic {
    private static final int BATCH = 5;
    private static final int MOST_LIVE = 200;

    private final List<Row> live = new ArrayList<>();
    private final Journal journal;
    private final Failures failures;
    private final Random random;
    private long lastId;

    /** @param firstId where this thread's keys begin */
    Traffic(Journal journal, Failures failures, long firstId) {
        this.journal = journal;
        this.failures = failures;
        this.random = new Random(firstId);
        this.lastId = firstId;
    }

    /** @param held an insert that was prepared some time ago */
    void next(Connection connection, PreparedStatement held) throws SQLException {
        while (live.size() > MOST_LIVE) {
            archive(connection, live.remove(random.nextInt(live.size())));
        }
        int die = random.nextInt(100);
        if (die < 20) {
            insert(connection);
        } else if (die < 40) {
            heldInsert(held);
        } else if (die < 55) {
            literal(connection);
        } else if (die < 65) {
            batch(connection);
        } else if (die < 90) {
            update(connection);
        } else {
            transaction(connection);
        }
    }

    private Row fresh() {
        return new Row(++lastId, 0);
    }

    private void insert(Connection connection) {
        Row row = fresh();
        long sent = System.currentTimeMillis();
        try (PreparedStatement insert = connection.prepareStatement(Row.INSERT)) {
            row.bindInsert(insert);
            insert.executeUpdate();
            landed(row, Kind.INSERT, sent);
        } catch (SQLException e) {
            failed(row, Kind.INSERT, sent, e);
        }
    }

    private void heldInsert(PreparedStatement held) {
        Row row = fresh();
        long sent = System.currentTimeMillis();
        try {
            row.bindInsert(held);
            held.executeUpdate();
            landed(row, Kind.HELD_INSERT, sent);
        } catch (SQLException e) {
            failed(row, Kind.HELD_INSERT, sent, e);
        }
    }

    private void literal(Connection connection) {
        Row row = fresh();
        long sent = System.currentTimeMillis();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(row.literalInsert());
            landed(row, Kind.LITERAL, sent);
        } catch (SQLException e) {
            failed(row, Kind.LITERAL, sent, e);
        }
    }

    private void batch(Connection connection) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            rows.add(fresh());
        }
        long sent = System.currentTimeMillis();
        try (PreparedStatement insert = connection.prepareStatement(Row.INSERT)) {
            for (Row row : rows) {
                row.bindInsert(insert);
                insert.addBatch();
            }
            insert.executeBatch();
            rows.forEach(row -> landed(row, Kind.BATCH, sent));
        } catch (BatchUpdateException e) {
            int[] counts = e.getUpdateCounts();
            for (int i = 0; i < rows.size(); i++) {
                if (i < counts.length && counts[i] != Statement.EXECUTE_FAILED) {
                    landed(rows.get(i), Kind.BATCH, sent);
                } else {
                    failed(rows.get(i), Kind.BATCH, sent, e);
                }
            }
        } catch (SQLException e) {
            rows.forEach(row -> failed(row, Kind.BATCH, sent, e));
        }
    }

    private void update(Connection connection) {
        if (live.isEmpty()) {
            return;
        }
        int place = random.nextInt(live.size());
        Row row = live.get(place).next();
        live.set(place, row);
        long sent = System.currentTimeMillis();
        try {
            update(connection, row);
            journal.wrote(row, Kind.UPDATE, Outcome.ACKNOWLEDGED, sent);
        } catch (SQLException e) {
            failed(row, Kind.UPDATE, sent, e);
        }
    }

    private static void update(Connection connection, Row row) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(Row.UPDATE)) {
            row.bindUpdate(update);
            int rows = update.executeUpdate();
            if (rows != 1) {
                throw new SQLException(rows + " rows were updated instead of one", "SOAK1");
            }
        }
    }

    private void transaction(Connection connection) throws SQLException {
        if (live.isEmpty()) {
            return;
        }
        int place = random.nextInt(live.size());
        Row updated = live.get(place).next();
        live.set(place, updated);
        Row inserted = fresh();
        boolean undoes = random.nextInt(8) == 0;
        long sent = System.currentTimeMillis();
        connection.setAutoCommit(false);
        try {
            try (PreparedStatement insert = connection.prepareStatement(Row.INSERT)) {
                inserted.bindInsert(insert);
                insert.executeUpdate();
            }
            update(connection, updated);
            if (undoes) {
                connection.rollback();
                journal.wrote(inserted, Kind.TRANSACTION, Outcome.ROLLED_BACK, sent);
                journal.wrote(updated, Kind.TRANSACTION, Outcome.ROLLED_BACK, sent);
            } else {
                connection.commit();
                landed(inserted, Kind.TRANSACTION, sent);
                journal.wrote(updated, Kind.TRANSACTION, Outcome.ACKNOWLEDGED, sent);
            }
        } catch (SQLException e) {
            connection.rollback();
            failed(inserted, Kind.TRANSACTION, sent, e);
            journal.wrote(updated, Kind.TRANSACTION, Outcome.FAILED, sent);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Reads the row for the last time and deletes it, so that the table and the journal's reader stay small. */
    private void archive(Connection connection, Row row) throws SQLException {
        journal.read(row.id(), read(connection, row.id()));
        try (PreparedStatement delete = connection.prepareStatement("delete from accounts where id = ?")) {
            delete.setLong(1, row.id());
            journal.deleted(row.id(), delete.executeUpdate());
        } catch (SQLException e) {
            failures.add(e); // The row stays, and is looked at in the end.
        }
    }

    private static Map<String, String> read(Connection connection, long id) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select * from accounts where id = " + id)) {
            ResultSetMetaData names = found.getMetaData();
            while (found.next()) {
                for (int i = 1; i <= names.getColumnCount(); i++) {
                    String value = found.getString(i);
                    if (value != null) {
                        columns.put(names.getColumnName(i), value);
                    }
                }
            }
        }
        return columns;
    }

    private void landed(Row row, Kind kind, long sent) {
        journal.wrote(row, kind, Outcome.ACKNOWLEDGED, sent);
        live.add(row);
    }

    private void failed(Row row, Kind kind, long sent, SQLException failure) {
        journal.wrote(row, kind, Outcome.FAILED, sent);
        failures.add(failure);
    }
}
