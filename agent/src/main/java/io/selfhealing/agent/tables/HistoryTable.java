package io.selfhealing.agent.tables;

import io.selfhealing.agent.schema.SharedHistory;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** The table {@code selfhealing_history} of one database, as far as it can be used. */
final class HistoryTable implements SharedHistory {
    static final AgentTable TABLE = new AgentTable(
            "selfhealing_history",
            List.of(
                    new AgentColumn("table_id", AgentColumn.Kind.SHORT_TEXT, false),
                    new AgentColumn("shape_id", AgentColumn.Kind.SHORT_TEXT, false),
                    new AgentColumn("table_schema", AgentColumn.Kind.SHORT_TEXT, false),
                    new AgentColumn("table_name", AgentColumn.Kind.SHORT_TEXT, false),
                    new AgentColumn("seen_at", AgentColumn.Kind.TIMESTAMP, false),
                    new AgentColumn("shape", AgentColumn.Kind.LONG_TEXT, false)),
            List.of("table_id", "shape_id"));

    private static final Duration UNTIL_LOOKED_FOR_AGAIN = Duration.ofSeconds(30);
    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(10);

    private final AgentTables tables;
    private final Product product;
    private final InstantSource clock;
    private final HistoryRows rows;
    private boolean ready;
    private Instant notReadBefore = Instant.MIN;
    private Instant notWrittenBefore = Instant.MIN;

    HistoryTable(AgentTables tables, Product product, InstantSource clock) {
        this.tables = tables;
        this.product = product;
        this.clock = clock;
        this.rows = new HistoryRows(product, tables.qualified(product, TABLE));
    }

    @Override
    public boolean mayRead() {
        return !clock.instant().isBefore(notReadBefore);
    }

    @Override
    public boolean mayWrite() {
        return !clock.instant().isBefore(notWrittenBefore);
    }

    @Override
    public List<Entry> read(Connection own, Collection<Key> keys) throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(notReadBefore)) {
            return List.of();
        }
        if (!ready) {
            ready = tables.find(own, product, TABLE) == Presence.READY;
            notReadBefore = ready ? now : now.plus(UNTIL_LOOKED_FOR_AGAIN);
        }
        try {
            return ready ? rows.of(own, keys) : List.of();
        } catch (SQLException e) {
            if (isRefusal(e)) {
                ready = false;
                notReadBefore = now.plus(UNTIL_TRIED_AGAIN);
                notWrittenBefore = notReadBefore;
                tables.cannotBeUsed(own, TABLE, "read", e);
            }
            throw e;
        }
    }

    @Override
    public void write(Connection own, Key key, List<Seen> shapes) throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(notWrittenBefore)) {
            return;
        }
        if (!ready) {
            Presence presence = tables.ensure(own, product, TABLE);
            if (presence != Presence.READY) {
                notWrittenBefore = now.plus(presence == Presence.ABSENT ? UNTIL_LOOKED_FOR_AGAIN : UNTIL_TRIED_AGAIN);
                return;
            }
        }
        try {
            rows.merge(own, key, shapes);
        } catch (SQLException e) {
            if (isRefusal(e)) {
                notWrittenBefore = now.plus(UNTIL_TRIED_AGAIN);
                tables.cannotBeUsed(own, TABLE, "written", e);
            }
            throw e;
        }
    }

    @Override
    public void skipped(Key key, String reason) {
        tables.warn("a row of " + TABLE.name() + " about " + key.schema() + "." + key.table()
                + " is not used, and should be deleted: " + reason);
    }

    /** What another agent did at the same time (23), or the end of the connection (08, 57P), is none. */
    private static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return !state.startsWith("23") && !state.startsWith("08") && !state.startsWith("57P");
    }
}
