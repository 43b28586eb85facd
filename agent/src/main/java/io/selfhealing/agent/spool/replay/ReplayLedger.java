package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentColumn;
import io.selfhealing.agent.tables.AgentTable;
import io.selfhealing.agent.tables.AgentTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table that knows which records are in the database: an id enters it in the transaction that writes its rows. */
final class ReplayLedger {
    private static final AgentColumn SPOOL = new AgentColumn("spool_id", AgentColumn.Kind.SHORT_TEXT, false);
    private static final AgentColumn SEQUENCE = new AgentColumn("sequence_number", AgentColumn.Kind.BIGINT, false);
    private static final AgentColumn WRITTEN = new AgentColumn("written_at", AgentColumn.Kind.TIMESTAMP, false);

    static final AgentTable TABLE = new AgentTable(
            "selfhealing_ledger", List.of(SPOOL, SEQUENCE, WRITTEN), List.of(SPOOL.name(), SEQUENCE.name()));

    private final String find;
    private final String enter;
    private final String prune;

    ReplayLedger(AgentTables tables, Product product) {
        String table = tables.qualified(product, TABLE);
        String spool = AgentTables.quoted(product, SPOOL);
        String sequence = AgentTables.quoted(product, SEQUENCE);
        String range = " where " + spool + " = ? and " + sequence + " between ? and ?";
        this.find = "select " + sequence + " from " + table + range;
        this.enter = "insert into " + table + " (" + spool + ", " + sequence + ", "
                + AgentTables.quoted(product, WRITTEN) + ") values (?, ?, ?)";
        this.prune = "delete from " + table + range;
    }

    /**
     * Why it cannot be read and written; null where it can. Leaves nothing behind.
     *
     * @param unheard an id that no spool has
     */
    @Nullable
    String obstacle(Connection connection, UUID unheard) throws SQLException {
        RecordId id = new RecordId(unheard, 1);
        try {
            enter(connection, List.of(id), Instant.EPOCH);
            Set<RecordId> unused = known(connection, List.of(id));
            return null;
        } catch (SQLException e) {
            return "SQLState " + e.getSQLState();
        } finally {
            connection.rollback();
        }
    }

    /** Whether ids can be taken out of it again. Leaves nothing behind. */
    boolean mayPrune(Connection connection, UUID unheard) throws SQLException {
        IdRanges none = new IdRanges();
        none.add(unheard, 1, 1);
        try {
            prune(connection, none);
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            connection.rollback();
        }
    }

    /** Those of the records that are in the database. */
    Set<RecordId> known(Connection connection, Collection<RecordId> ids) throws SQLException {
        Map<UUID, long[]> bounds = new HashMap<>();
        for (RecordId id : ids) {
            bounds.merge(id.spool(), new long[] {id.sequence(), id.sequence()}, (a, b) ->
                    new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
        }
        Set<RecordId> found = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            for (Map.Entry<UUID, long[]> each : bounds.entrySet()) {
                bind(statement, new IdRanges.Range(each.getKey(), each.getValue()[0], each.getValue()[1]));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new RecordId(each.getKey(), rows.getLong(1)));
                    }
                }
            }
        }
        return found;
    }

    /** Fails where another transaction has one of them: its key is the last line of defence against a second time. */
    void enter(Connection connection, Collection<RecordId> ids, Instant now) throws SQLException {
        LocalDateTime written = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        try (PreparedStatement statement = connection.prepareStatement(enter)) {
            for (RecordId id : ids) {
                statement.setString(1, id.spool().toString());
                statement.setLong(2, id.sequence());
                statement.setObject(3, written);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Forgets records that nobody will ever read again. */
    void prune(Connection connection, IdRanges durable) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(prune)) {
            for (IdRanges.Range range : durable.all()) {
                bind(statement, range);
                statement.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, IdRanges.Range range) throws SQLException {
        statement.setString(1, range.spool().toString());
        statement.setLong(2, range.first());
        statement.setLong(3, range.last());
    }
}
