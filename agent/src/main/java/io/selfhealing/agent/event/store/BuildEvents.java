package io.selfhealing.agent.event.store;

import io.selfhealing.agent.report.Migration;
import io.selfhealing.agent.report.Mismatch;
import io.selfhealing.agent.report.Suggestion;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.agent.tables.Presence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** The rows of {@code build_events} in one database: what would end a mismatch, and what was done about it. */
public final class BuildEvents {
    private static final String AUTO_FIX = "schema_auto_fix";
    private static final String MIGRATION = "schema_migration";
    private static final String APPLIED = "applied";
    private static final String OVER = "over";

    private final AgentTables tables;
    private final Product product;
    private final String update;
    private final String status;
    private final String over;
    private final String insert;

    /** @throws IllegalArgumentException for a product in which no table is ever ready */
    public BuildEvents(AgentTables tables, Product product) {
        this.tables = tables;
        this.product = product;
        String table = tables.qualified(product, StoreTables.BUILD_EVENTS);
        String set = "update " + table + " set " + AgentTables.quoted(product, StoreTables.STATUS) + " = ?";
        String one = " where " + AgentTables.quoted(product, StoreTables.ID) + " = ?";
        this.status = set + one;
        this.over = set + one + " and " + AgentTables.quoted(product, StoreTables.STATUS) + " <> ?";
        this.update = set + ", " + AgentTables.quoted(product, StoreTables.DETAILS) + " = "
                + AgentTables.parameter(product, StoreTables.DETAILS) + one;
        this.insert = StoreRow.insert(product, table, StoreTables.BUILD_EVENTS);
    }

    /** Whether the table is there and is the agent's; it is not made. */
    public boolean isThere(Connection connection) throws SQLException {
        return tables.find(connection, product, StoreTables.BUILD_EVENTS) == Presence.READY;
    }

    /** Writes down what would end a mismatch, in the place of what was thought before. */
    void suggest(Connection own, Suggestion suggestion, String details, Instant now) throws SQLException {
        String id = autoFix(suggestion.mismatch());
        try (PreparedStatement statement = own.prepareStatement(update)) {
            statement.setString(1, status(suggestion));
            statement.setString(2, details);
            statement.setString(3, id);
            if (statement.executeUpdate() > 0) {
                return;
            }
        }
        insert(own, id, AUTO_FIX, details, status(suggestion), now);
    }

    /** Writes down that a mismatch is no more, unless an operator's doing is written down already. */
    void over(Connection own, Mismatch mismatch) throws SQLException {
        try (PreparedStatement statement = own.prepareStatement(over)) {
            statement.setString(1, OVER);
            statement.setString(2, autoFix(mismatch));
            statement.setString(3, APPLIED);
            statement.executeUpdate();
        }
    }

    private static String status(Suggestion suggestion) {
        if (suggestion.over()) {
            return OVER;
        }
        if (!suggestion.written()) {
            return "no_sql";
        }
        return suggestion.safe() ? "suggested" : "to_be_chosen";
    }

    /**
     * Writes down what an operator did.
     *
     * @param act {@code applied}, {@code failed} or {@code rolled_back}
     * @param reason empty where there is none
     */
    public void record(Connection connection, Migration migration, String act, String who, String reason, Instant now)
            throws SQLException {
        String id = RowId.of(MIGRATION, migration.id(), act, now.toString());
        insert(connection, id, MIGRATION, Details.of(migration, who, reason), act, now);
        if (act.equals(APPLIED)) {
            try (PreparedStatement statement = connection.prepareStatement(status)) {
                statement.setString(1, act);
                statement.setString(2, autoFix(migration.mismatch()));
                statement.executeUpdate();
            }
        }
    }

    /** One for all applications: what ends it for one ends it for all. */
    private static String autoFix(Mismatch mismatch) {
        return RowId.of(AUTO_FIX, mismatch.kind(), mismatch.table().toString(), mismatch.subject());
    }

    private void insert(Connection own, String id, String type, String details, String state, Instant now)
            throws SQLException {
        try (PreparedStatement statement = own.prepareStatement(insert)) {
            statement.setString(1, id);
            statement.setString(2, type);
            statement.setString(3, details);
            statement.setString(4, state);
            statement.setObject(5, StoreRow.local(now));
            statement.executeUpdate();
        }
    }
}
