package io.selfhealing.agent.quarantine.beside;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.agent.tables.Presence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Which databases have a table for values that writes go without. Any thread. */
public final class QuarantineTables {
    /** After so many in one database its table is let be until the next start. */
    private static final int MOST_FAILURES = 3;

    private final Map<String, QuarantineTable> ready = new ConcurrentHashMap<>();
    private final AgentTables tables;
    private final Consumer<String> warnings;
    private final String process;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /**
     * One for the process.
     *
     * @param warnings told why a table that is there cannot be used; no values
     * @param random tells this process's tickets from those of others
     */
    public QuarantineTables(AgentTables tables, Consumer<String> warnings, RandomGenerator random) {
        this.tables = tables;
        this.warnings = warnings;
        this.process = TableTicket.FIRST + Long.toHexString(random.nextLong());
    }

    /** The table of a database, if it was found. Asks nobody. */
    public @Nullable QuarantineTable known(Database database) {
        return ready.get(database.name());
    }

    /** Whether some database is known to have one. */
    public boolean anyKnown() {
        return !ready.isEmpty();
    }

    /** Whether it makes sense to look. Asks nobody. */
    public boolean mayHave(Database database) {
        return tables.wanted()
                && database.source() != null
                && QuarantineTable.isFor(database.product())
                && failures(database) < MOST_FAILURES;
    }

    /** Looks for the table on a connection of the agent's own, and makes it where that was asked for; null where there is none. */
    public @Nullable QuarantineTable find(Database database) {
        QuarantineTable known = known(database);
        ConnectionSource source = database.source();
        if (known != null || source == null || !mayHave(database)) {
            return known;
        }
        try (Connection own = source.open()) {
            own.setAutoCommit(false);
            QuarantineTable found = find(own, database.product());
            if (found != null) {
                ready.put(database.name(), found);
            }
            return found;
        } catch (SQLException e) {
            return null; // The next who asks may be luckier.
        }
    }

    /**
     * The same on this connection, which is not under auto-commit.
     *
     * @throws SQLException where the database does not answer
     */
    public @Nullable QuarantineTable find(Connection own, Product product) throws SQLException {
        if (!QuarantineTable.isFor(product) || tables.ensure(own, product, QuarantineTable.TABLE) != Presence.READY) {
            return null;
        }
        String name = tables.everywhere(own, product, QuarantineTable.TABLE);
        QuarantineTable table = name == null ? null : new QuarantineTable(name);
        String obstacle = table == null ? null : table.obstacle(own, nextTicket());
        if (obstacle != null) {
            warnings.accept("selfhealing_quarantine is not used: GRANT SELECT, INSERT, UPDATE, DELETE ON"
                    + " selfhealing_quarantine TO the application's role (" + obstacle + ")");
            return null;
        }
        return table;
    }

    /** A statement on the application's connection failed; values go to the journal instead. */
    public void failed(Database database, SQLException failure) {
        if (failures.merge(database.name(), 1, Integer::sum) == MOST_FAILURES) {
            ready.remove(database.name());
            warnings.accept("selfhealing_quarantine in " + database.name() + " is not used until the next start, after "
                    + MOST_FAILURES + " failures (SQLState " + failure.getSQLState() + "): values go to the journal");
        }
    }

    /** How often a value went to the journal since the table failed. */
    public int failures(Database database) {
        return failures.getOrDefault(database.name(), 0);
    }

    /** For the values of a write. */
    public TableTicket ticket(List<LeftOut> values) {
        return new TableTicket(nextTicket(), values);
    }

    private String nextTicket() {
        return process + "-" + tickets.incrementAndGet();
    }
}
