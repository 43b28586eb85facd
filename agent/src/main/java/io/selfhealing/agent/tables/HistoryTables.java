package io.selfhealing.agent.tables;

import io.selfhealing.agent.schema.SharedHistory;
import io.selfhealing.agent.sql.Product;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The tables {@code selfhealing_history}, one in each database. */
public final class HistoryTables implements SharedHistory.Places {
    private final AgentTables tables;
    private final InstantSource clock;

    public HistoryTables(AgentTables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** Only where the catalog can prove what a row says: see RATIONALE.md. */
    @Override
    public @Nullable SharedHistory of(Product product) {
        return product == Product.POSTGRESQL && tables.wanted() ? new HistoryTable(tables, product, clock) : null;
    }
}
