package io.selfhealing.agent.event.store;

import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTable;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.agent.tables.Presence;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** One table of the store in one database, as far as it can be used. Used by one thread at a time. */
final class StoreTable {
    private static final Duration UNTIL_LOOKED_FOR_AGAIN = Duration.ofSeconds(30);
    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(10);

    private final AgentTables tables;
    private final AgentTable table;
    private boolean ready;
    private boolean absent;
    private Instant notBefore = Instant.MIN;

    StoreTable(AgentTables tables, AgentTable table) {
        this.tables = tables;
        this.table = table;
    }

    /** Whether it can be written to now. Whatever the connection's transaction did before may be committed by it. */
    boolean isReady(Connection own, Product product, Instant now) throws SQLException {
        if (!ready && !now.isBefore(notBefore)) {
            Presence presence = tables.ensure(own, product, table);
            ready = presence == Presence.READY;
            absent = presence == Presence.ABSENT;
            notBefore = now.plus(presence == Presence.ABSENT ? UNTIL_LOOKED_FOR_AGAIN : UNTIL_TRIED_AGAIN);
        }
        return ready;
    }

    boolean isReady() {
        return ready;
    }

    /** Whether it was not there when it was looked for, and nobody asked that it be made. */
    boolean isAbsent() {
        return absent;
    }

    /** Says once that the database refuses it, and looks again later. */
    void refused(Connection own, Product product, SQLException failure, Instant now) throws SQLException {
        ready = false;
        notBefore = now.plus(UNTIL_TRIED_AGAIN);
        tables.cannotBeWritten(own, product, table, "SELECT, INSERT, UPDATE", failure);
    }
}
