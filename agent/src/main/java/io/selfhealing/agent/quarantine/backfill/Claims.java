package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values of the table beside the data this transaction may decide about, and what it decides: with the rows that it writes, so
 * that of several agents one does. Values in journals are no concern of it.
 */
final class Claims {
    private final @Nullable QuarantineTable table;

    /** @param table null where there is none */
    Claims(@Nullable QuarantineTable table) {
        this.table = table;
    }

    boolean claim(Connection own, Entry entry) throws SQLException {
        return table == null || !TableTicket.isOf(entry) || table.claim(own, entry);
    }

    void settle(Connection own, List<Outcome> outcomes) throws SQLException {
        if (table == null) {
            return;
        }
        for (Outcome outcome : outcomes) {
            if (TableTicket.isOf(outcome.ticket())) {
                table.settle(own, outcome);
            }
        }
    }

    /** The same in a transaction of its own. */
    void settleApart(ConnectionSource source, Product product, List<Outcome> outcomes) throws QuarantineException {
        if (table == null || outcomes.stream().noneMatch(outcome -> TableTicket.isOf(outcome.ticket()))) {
            return;
        }
        try (Connection own = source.open()) {
            Restraint.onConnection(own, product);
            Restraint.onTransaction(own, product);
            settle(own, outcomes);
            own.commit();
        } catch (SQLException e) {
            throw new QuarantineException("selfhealing_quarantine cannot be written: SQLState " + e.getSQLState(), e);
        }
    }
}
