package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.HashKey;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.quarantine.Ticket;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.restraint.Restraint;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What surrounds every execution: the savepoint, the quarantine of what is left out, the event. */
final class Runs {
    private static final String DATA_EXCEPTION = "22";

    private final Transactions transactions;
    private final @Nullable Quarantine quarantine;
    private final @Nullable BesideData beside;
    private final @Nullable Fates fates;
    private final Recorder recorder;
    private final ColumnValues values;
    private final Restraints restraints;
    private final LongSupplier nanos;

    /**
     * One for all connections.
     *
     * @param quarantine null where there is no place for it, in which case no plan leaves anything out
     * @param beside null where no connection is the application's
     * @param fates null where there is no quarantine, or no connection is the application's
     */
    Runs(
            Transactions transactions,
            @Nullable Quarantine quarantine,
            @Nullable BesideData beside,
            @Nullable Fates fates,
            Recorder recorder,
            ColumnValues values,
            Restraints restraints,
            LongSupplier nanos) {
        this.restraints = restraints;
        this.values = values;
        this.transactions = transactions;
        this.quarantine = quarantine;
        this.beside = beside;
        this.fates = fates;
        this.recorder = recorder;
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** A run of a text as it was written, or null where nothing needs to be known of it afterwards. */
    @Nullable
    Run unhealed(ConnectionState connection, Plan plan) {
        var savepoint = transactions.atRisk(plan.cell()) ? transactions.protect(connection, plan.cell()) : null;
        if (savepoint == null) {
            return null;
        }
        Run run = new Run(plan, now(), connection);
        run.savepoint = savepoint;
        return run;
    }

    /** A run of a text as it was written although there is a heal for it, protected so that its failure can be mended. */
    Run tried(ConnectionState connection, Plan plan) {
        Run run = new Run(plan, now(), connection);
        run.asWritten = true;
        run.savepoint = transactions.protect(connection, plan.cell());
        return run;
    }

    /** A run of the application's own text behind a savepoint that stands, after another text has failed. */
    Run instead(ConnectionState connection, Plan plan, @Nullable Savepoint savepoint) {
        Run run = new Run(plan, now(), connection);
        run.asWritten = true;
        run.savepoint = savepoint;
        return run;
    }

    /**
     * A run that may heal, not protected yet.
     *
     * @param start when the agent began to think about it
     * @return null where a value to be left out cannot be kept safe, or one does not fit where it would go, or the table has used up
     *     its budget, so that nothing may be healed
     */
    @Nullable
    Run begin(ConnectionState connection, Plan plan, List<Bindings> rows, long start) {
        return begin(connection, plan, rows, start, null);
    }

    /** The same for a run that follows at once, in the transaction that is open now, so that its values can be kept in that. */
    @Nullable
    Run beginAtOnce(ConnectionState connection, Plan plan, List<Bindings> rows, long start) {
        return begin(connection, plan, rows, start, beside);
    }

    private @Nullable Run begin(
            ConnectionState connection, Plan plan, List<Bindings> rows, long start, @Nullable BesideData place) {
        if (!plan.parameterTypes().plausible(rows, connection.database().product())) {
            recorder.implausible(connection, plan);
            return null;
        }
        if (plan.heals()) {
            if (!admits(connection, plan, rows.size())) {
                return null;
            }
            connection.database().healed(plan.cell());
        }
        ColumnValues.Misfit misfit = values.misfit(connection.database(), plan, rows);
        if (misfit != null) {
            recorder.misfit(connection, plan, misfit);
            return null;
        }
        Run run = new Run(plan, start, connection);
        run.rows = rows;
        LeftOutColumns leftOut = plan.leftOut();
        if (leftOut != null) {
            if (quarantine == null || !isCertain(connection, plan, leftOut, rows)) {
                return null;
            }
            try {
                run.tableTicket = place == null ? null : place.take(connection, plan, leftOut, rows);
                if (run.tableTicket == null) {
                    List<LeftOut> values = Quarantined.values(
                            connection,
                            plan,
                            leftOut,
                            rows,
                            quarantine.hashKeys().own());
                    run.ticket = values.isEmpty() ? null : quarantine.take(values);
                }
            } catch (QuarantineException e) {
                recorder.quarantineFailed(connection, plan, e);
                return null;
            }
        }
        return run;
    }

    /** Whether it will be known, once the write has run, under which keys its rows are. */
    private static boolean isCertain(
            ConnectionState connection, Plan plan, LeftOutColumns leftOut, List<Bindings> rows) {
        Product product = connection.database().product();
        if (leftOut.rewritten() && rows.size() * leftOut.rows() > 1) {
            return false; // A trigger may skip a row, and then nobody can tell which of the keys is whose.
        }
        return Quarantined.acceptable(plan, leftOut, rows, product)
                && Quarantined.keysKnown(leftOut, rows)
                && Quarantined.keysCertain(plan, leftOut, rows, product, leftOut.readable());
    }

    private boolean admits(ConnectionState connection, Plan plan, int rows) {
        TableSnapshot table = plan.table();
        return table == null || restraints.admits(connection.database().name(), table, Math.max(1, rows));
    }

    /** A savepoint before a run; null where none is needed or to be had. */
    @Nullable
    Savepoint protection(ConnectionState connection, Plan plan) {
        return transactions.protect(connection, plan.cell());
    }

    /**
     * The run succeeded.
     *
     * @param statement that ran, or null where it can no longer be asked
     * @param counts for each row that was bound how many it wrote; null where only the statement can tell, or nobody
     * @return generated keys that were read here and are still owed to the application, or null
     */
    @Nullable
    ResultSet succeeded(
            ConnectionState connection,
            Run run,
            List<Bindings> rows,
            @Nullable PreparedStatement statement,
            Flavour asked,
            long @Nullable [] counts) {
        transactions.release(connection, run.savepoint);
        LeftOutColumns leftOut = run.plan.leftOut();
        WrittenRows written = leftOut == null ? null : WrittenRows.of(run, leftOut, rows.size(), statement, counts);
        GeneratedKeys generated = leftOut == null ? GeneratedKeys.NONE : generated(run, leftOut, statement, asked);
        if (run.ticket != null && quarantine != null && written != null) {
            run.undecided = transactions.inTransaction(connection);
            if (run.undecided) {
                connection.undecided(run.ticket);
            }
            landed(inJournal(quarantine, run, run.ticket), run, rows, written, generated);
        } else if (run.tableTicket != null && beside != null && written != null) {
            landed(inTable(beside, run, run.tableTicket), run, rows, written, generated);
        }
        if (run.heals()) {
            healed(run);
        }
        return generated.owed();
    }

    private void healed(Run run) {
        if (!run.plan.heals()) {
            admits(run.connection, run.plan, run.rows.size()); // What was only converted is counted when that is known.
        }
        recorder.healed(run.connection, run);
        if (transactions.inTransaction(run.connection)) {
            run.connection.healed(run.plan);
        }
    }

    /** Where the values of a run are, to be told how it ended. */
    private interface Keeping {
        void ranNowhere();

        void ran(List<Map<String, Object>> keys) throws QuarantineException;
    }

    private static Keeping inJournal(Quarantine journal, Run run, Ticket ticket) {
        return new Keeping() {
            @Override
            public void ranNowhere() {
                journal.failed(ticket);
            }

            @Override
            public void ran(List<Map<String, Object>> keys) throws QuarantineException {
                if (run.undecided) {
                    journal.ran(ticket, keys);
                } else {
                    journal.landed(ticket, keys);
                }
            }
        };
    }

    private Keeping inTable(BesideData beside, Run run, TableTicket ticket) {
        return new Keeping() {
            @Override
            public void ranNowhere() {
                beside.forget(run.connection, ticket);
            }

            @Override
            public void ran(List<Map<String, Object>> keys) throws QuarantineException {
                if (!beside.ran(run.connection, run.plan.cell(), ticket, keys)) {
                    throw new QuarantineException("that the write ran could not be written to selfhealing_quarantine");
                }
                if (quarantine != null) {
                    quarantine.waiting().ran(ticket.id(), ticket.values(), keys);
                }
            }
        };
    }

    /** What the statement gives back, which it may do only once, also where nothing of it has to be kept. */
    private GeneratedKeys generated(
            Run run, LeftOutColumns leftOut, @Nullable PreparedStatement statement, Flavour asked) {
        if (statement == null || leftOut.asked().isEmpty()) {
            return GeneratedKeys.NONE;
        }
        try {
            return Own.call(() -> GeneratedKeys.read(statement, run, leftOut, asked));
        } catch (SQLException e) {
            recorder.keysUnknown(run.plan, e);
            return GeneratedKeys.NONE;
        } catch (RuntimeException
                | LinkageError e) { // The write has run: what was left out of it must not hang on that.
            SelfHealingDoor.count(e);
            recorder.keysUnknown(run.plan, e);
            return GeneratedKeys.NONE;
        }
    }

    private void landed(Keeping keeping, Run run, List<Bindings> rows, WrittenRows written, GeneratedKeys generated) {
        LeftOutColumns leftOut = run.plan.leftOut();
        if (written.none() || leftOut == null || quarantine == null) {
            keeping.ranNowhere();
            return;
        }
        try {
            List<Map<String, Object>> keys = Quarantined.keys(
                    run.plan,
                    leftOut,
                    rows,
                    generated,
                    run.connection.database().product(),
                    hashing(quarantine, run.tableTicket));
            keeping.ran(keys);
            missed(run, rows, keys, written);
        } catch (QuarantineException e) {
            recorder.keysUnknown(run.plan, e);
        }
    }

    /** By what the rows' columns are hashed in the place where the values are kept; null where that is not known. */
    private static @Nullable HashKey hashing(Quarantine journal, @Nullable TableTicket ticket)
            throws QuarantineException {
        if (ticket == null) {
            return journal.hashKeys().own();
        }
        RowMark mark = ticket.values().isEmpty() ? null : ticket.values().get(0).row();
        return mark == null ? null : journal.hashKeys().named(mark.by());
    }

    /** What was kept for rows that were not written belongs to none. */
    private void missed(Run run, List<Bindings> rows, List<Map<String, Object>> keys, WrittenRows written) {
        String ticket = run.ticket != null ? run.ticket.id() : run.tableTicket != null ? run.tableTicket.id() : null;
        LeftOutColumns leftOut = run.plan.leftOut();
        if (fates != null && ticket != null && leftOut != null) {
            String table = Quarantined.waitingTable(run.connection, run.plan);
            fates.add(run.connection, written.fates(ticket, table, keys, Quarantined.executions(leftOut, rows)));
        }
    }

    /**
     * The run did not happen, or failed: what was taken for it is void, unless some of its rows may have landed all the same.
     *
     * @param failure null where the run never began
     */
    void abandoned(@Nullable Run run, @Nullable Throwable failure) {
        if (run == null) {
            return;
        }
        if (run.ticket != null && quarantine != null && nothingLanded(run, failure)) {
            quarantine.failed(run.ticket);
        }
        if (nothingLanded(run, failure)) {
            discarded(run);
        }
        if (run.heals() && failure instanceof SQLException refused) {
            if (Batches.partlyDone(refused)) {
                healed(run);
            }
            if (isUnfit(run, refused)) {
                recorder.unfit(run.plan);
            }
        }
    }

    /** Nothing is left of the run, and the transaction is usable again: what the table has for it has no row. */
    void discarded(@Nullable Run run) {
        if (run != null && run.tableTicket != null && beside != null) {
            beside.forget(run.connection, run.tableTicket);
        }
    }

    /** Whether the database says that the value is not of the column's sort: its type, or a form that the type cannot have. */
    private static boolean isUnfit(Run run, SQLException refused) {
        Failure failure = Failures.classify(refused, run.connection.database().product());
        return failure.kind() == Failure.Kind.TYPE_MISMATCH
                || failure.sqlState().startsWith(DATA_EXCEPTION);
    }

    private static boolean nothingLanded(Run run, @Nullable Throwable failure) {
        if (failure == null) {
            return true;
        }
        return failure instanceof SQLException refused
                && !Batches.partlyDone(refused)
                && Failures.classify(refused, run.connection.database().product())
                                .kind()
                        != Failure.Kind.CONNECTION;
    }

    /** The application's transaction is committed: what was left out of its rows may go back to them. */
    void committed(ConnectionState connection) {
        List<Ticket> landed = connection.committed();
        if (quarantine != null && !landed.isEmpty()) {
            quarantine.committed(landed);
        }
    }

    /**
     * The application is about to end its transaction. One that an error has aborted is rolled back then, which not every driver
     * says: it is asked for, where something depends on it.
     */
    void ending(ConnectionState connection) {
        if (connection.isUndecided() && transactions.isAborted(connection)) {
            rolledBack(connection);
        }
    }

    /** A COMMIT that was run as a text succeeds as well where it rolls back what an error had aborted. */
    void committedByText(ConnectionState connection) {
        if (connection.database().product().abortsTransactionOnError()) {
            connection.ended();
        } else {
            committed(connection);
        }
    }

    /** The auto-commit mode was set: switched on it ends a transaction, set to what it was it does nothing. */
    void autoCommitSet(ConnectionState connection) {
        connection.notBegun();
        if (!transactions.inTransaction(connection)) {
            committed(connection);
        }
    }

    /** The application rolled its transaction back: what was kept for its rows is void, and the events say so. */
    void rolledBack(ConnectionState connection) {
        ConnectionState.Undone undone = connection.rolledBack();
        if (quarantine != null) {
            undone.tickets().forEach(quarantine::failed);
        }
        undone.healed().forEach(plan -> recorder.rolledBack(connection, plan));
    }

    /** @param obstacle why a heal that was found could not be used; null where none was found */
    void refused(ConnectionState connection, Plan plan, Failure why, @Nullable String obstacle) {
        refused(connection, plan, List.of(), why, obstacle);
    }

    /** @param rows that were bound, as far as they are known */
    void refused(ConnectionState connection, Plan plan, List<Bindings> rows, Failure why, @Nullable String obstacle) {
        recorder.refused(connection, plan, rows, why, obstacle);
    }

    /** Something forbids what would be done. */
    void withheld(ConnectionState connection, Plan plan) {
        Plan.Withheld withheld = plan.withheld();
        if (withheld != null && withheld.why().kind() == Restraint.Kind.OBSERVE) {
            observed(connection, withheld.meant());
        }
    }

    void observed(ConnectionState connection, Plan plan) {
        if (plan.heals()) {
            connection.observed(plan.original());
            recorder.observed(connection, plan);
        }
    }

    /**
     * A write failed and is not mended: refused, or, where it would have been healed if healing were not withheld, observed; once,
     * also where that was known before it ran.
     */
    void unmended(
            ModeSwitch mode,
            ConnectionState connection,
            Plan plan,
            List<Bindings> rows,
            Failure why,
            @Nullable String obstacle) {
        Plan.Withheld withheld = plan.withheld();
        boolean observes = withheld != null && withheld.why().kind() == Restraint.Kind.OBSERVE;
        Plan meant = withheld != null && observes ? withheld.meant() : mode.observes() ? plan : null;
        if (meant == null || !meant.heals()) {
            refused(connection, plan, rows, why, obstacle);
        } else if (!connection.wasObserved(meant.original())) {
            observed(connection, meant);
            boolean unused = connection.wasObserved(meant.original());
        }
    }
}
