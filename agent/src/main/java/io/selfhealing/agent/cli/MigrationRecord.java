package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.event.store.BuildEvents;
import io.selfhealing.agent.report.Migration;
import io.selfhealing.agent.report.MigrationBatch.Outcome;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what was done to a database into its {@code build_events}, where it has that table. What was done counts more. */
final class MigrationRecord {
    private final Connection connection;
    private final Product product;
    private final AgentTables tables;
    private final String who;
    private final PrintStream err;

    MigrationRecord(Connection connection, Product product, @Nullable String schema, String who, PrintStream err) {
        this.connection = connection;
        this.product = product;
        this.who = who;
        this.err = err;
        this.tables =
                new AgentTables(new TablesSettings(TablesSettings.Use.USE, Optional.ofNullable(schema)), err::println);
    }

    /** @param atomic whether nothing of a batch that failed was done */
    void write(List<Migration> tried, Outcome outcome, boolean atomic) {
        try {
            BuildEvents events = new BuildEvents(tables, product);
            if (events.isThere(connection)) {
                Instant now = InstantSource.system().instant();
                for (Migration migration : tried) {
                    one(events, migration, outcome, atomic, now);
                }
            }
        } catch (SQLException e) {
            err.println("not written to build_events: " + e.getMessage());
        }
    }

    private void one(BuildEvents events, Migration migration, Outcome outcome, boolean atomic, Instant now)
            throws SQLException {
        if (!(outcome instanceof Outcome.Failed failed)) {
            events.record(connection, migration, "applied", who, "", now);
        } else if (failed.migration().equals(migration)) {
            events.record(connection, migration, "failed", who, failed.reason(), now);
        } else if (failed.before().contains(migration)) {
            events.record(connection, migration, "applied", who, "", now);
        } else if (atomic) {
            events.record(connection, migration, "rolled_back", who, failed.reason(), now);
        }
    }
}
