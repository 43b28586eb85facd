package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.ResolvedTable;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableReference;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Rewritten;
import io.selfhealing.agent.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's own connection, before anything that it wrote is changed, whether the names mean there what the plan was
 * made for: in its own session and transaction, so that no function that sets a search path, no setting of a role and no temporary
 * table goes unseen. Where they do not, the table that they do mean is read anew and decided for once more.
 */
final class PlanVerifier {
    /** When it was asked anew what became of a table that has another name, by what was found. */
    private final Map<TableView, Instant> followed = Collections.synchronizedMap(new WeakHashMap<>());

    private final Planner planner;
    private final Transactions transactions;

    PlanVerifier(Planner planner, Transactions transactions) {
        this.planner = planner;
        this.transactions = transactions;
    }

    /**
     * What stands between an error and the transaction while the connection is asked.
     *
     * @param usable false where there is nothing, so that nothing may be asked, and nothing be changed
     * @param savepoint null where none is needed
     * @param forReading it is only for the question, and the write may do without one
     */
    record Guard(boolean usable, @Nullable Savepoint savepoint, boolean forReading) {}

    /**
     * What is to run.
     *
     * @param plan on which the connection agrees, or that changes nothing; null where the application's own text is to run
     * @param savepoint that was set before the question and stands; null where there is none
     */
    record Verified(@Nullable Plan plan, @Nullable Savepoint savepoint) {}

    /** Protects the question, and the write behind it, in a transaction that an error would abort. */
    Guard guard(ConnectionState connection, Collection<TableCell> cells) {
        if (!transactions.needsSavepoint(connection)) {
            return new Guard(true, null, false);
        }
        TableCell only = cells.size() == 1 ? cells.iterator().next() : null;
        Savepoint savepoint = transactions.protect(connection, only);
        if (savepoint != null || !cells.stream().allMatch(connection::hasLocked)) {
            return new Guard(savepoint != null, savepoint, false);
        }
        // So many were set that more would be a burden; but nobody can change tables that the transaction has written
        // to.
        savepoint = transactions.protectReading(connection);
        return new Guard(savepoint != null, savepoint, savepoint != null);
    }

    /** Protects the question and asks it. */
    Verified verify(ConnectionState connection, Plan plan, Flavour asked) {
        Guard guard = guard(connection, List.of(plan.cell()));
        if (!guard.usable()) {
            return new Verified(null, null);
        }
        Plan agreed = verify(connection, plan, asked, guard.savepoint(), false);
        if (guard.forReading()) {
            transactions.release(connection, guard.savepoint());
            return new Verified(agreed, null);
        }
        return new Verified(agreed, guard.savepoint());
    }

    /**
     * Asks the question.
     *
     * @param asked what the application asks for with the text
     * @param savepoint set before, if the transaction needs one
     * @param refused whether the database has just refused the application's own text
     * @return the plan or another on which the connection agrees; one that changes nothing where there is none; null where the
     *     question had no answer
     */
    @Nullable
    Plan verify(ConnectionState connection, Plan plan, Flavour asked, @Nullable Savepoint savepoint, boolean refused) {
        if (!transactions.mayReadCatalog(connection)) {
            return plan; // Embedded ones, whose tables were looked at within the last poll.
        }
        try {
            if (Boolean.TRUE.equals(agrees(connection, plan, false))) {
                return plan;
            }
            Plan other =
                    connection.askPathAgain() ? planner.planAnew(connection, plan.original(), asked, refused) : null;
            if (other != null && other.move() != null) {
                followed.put(other.view(), other.cell().readAt());
            }
            return other == null || Boolean.TRUE.equals(agrees(connection, other, true)) ? other : other.untouched();
        } catch (SQLException e) {
            boolean unused = savepoint != null && transactions.isUsable(connection, savepoint);
            return null;
        }
    }

    /** The application's own text runs instead of what was verified. */
    void leave(ConnectionState connection, Verified verified) {
        transactions.release(connection, verified.savepoint());
    }

    /**
     * Whether a write that runs as it is means the plan's table on the connection, which is asked; null where nobody can tell: it has no
     * answer, or the table is no longer as the plan has it.
     */
    @Nullable
    Boolean means(ConnectionState connection, Plan plan) {
        if (!transactions.mayReadCatalog(connection)) {
            return true; // as above
        }
        boolean needed = transactions.needsSavepoint(connection);
        Savepoint savepoint = needed ? transactions.protectReading(connection) : null;
        if (needed && savepoint == null) {
            return null;
        }
        try {
            Boolean meant = means(connection, plan, List.of(), false);
            transactions.release(connection, savepoint);
            return meant;
        } catch (SQLException e) {
            boolean unused = savepoint != null && transactions.mayRetry(connection, savepoint);
            return null;
        }
    }

    /** As {@link #means}, but for a text that would be changed: of that all must be as it was planned. */
    private @Nullable Boolean agrees(ConnectionState connection, Plan plan, boolean anew) throws SQLException {
        if (!readsAlike(connection, plan)) {
            return false;
        }
        Rewritten rewritten = plan.rewritten();
        return means(connection, plan, rewritten == null ? List.of() : rewritten.reliesOn(), anew);
    }

    /**
     * Which tables the names mean; null where one of them is no longer as it is known.
     *
     * @param others names of tables besides the one that is written
     * @param anew whether it was asked just now what became of a table that has another name
     */
    private @Nullable Boolean means(ConnectionState connection, Plan plan, List<TableName> others, boolean anew)
            throws SQLException {
        TableName written = planner.table(connection, plan);
        TableSnapshot table = plan.table();
        if (written == null || table == null) {
            return null;
        }
        Database database = connection.database();
        Dialect dialect = database.dialect();
        List<TableReference> names = new ArrayList<>();
        names.add(reference(written, dialect));
        Step.RenameTable move = plan.move();
        if (move != null) {
            names.add(new TableReference(move.toSchema().isEmpty() ? null : move.toSchema(), move.to()));
        }
        int last = names.size() - 1;
        List<TableSnapshot> neighbours = known(connection, plan, others);
        if (neighbours.size() < others.size() || (!others.isEmpty() && !plan.stands())) {
            return false; // What is known of them is no longer what the text was planned by.
        }
        others.forEach(other -> names.add(reference(other, dialect)));
        Connection live = connection.connection();
        List<@Nullable ResolvedTable> meant = Own.call(() -> database.resolve(live, names));
        ResolvedTable target = meant.get(last);
        if (target == null || target.isAnother(table) || (move != null && meant.get(0) != null)) {
            return false;
        }
        boolean certain = target.is(table);
        if (move != null && certain && !anew && !stood(live, database, plan, table)) {
            return null; // It was changed since, or another one of the same columns took its name.
        }
        for (int i = 0; i < neighbours.size(); i++) {
            ResolvedTable other = meant.get(last + 1 + i);
            if (other == null || other.isAnother(neighbours.get(i))) {
                return false;
            }
            certain &= other.is(neighbours.get(i));
        }
        return certain ? true : null;
    }

    private boolean stood(Connection live, Database database, Plan plan, TableSnapshot table) throws SQLException {
        Instant seen = followed.getOrDefault(plan.view(), table.seen());
        return Own.call(() -> database.stoodThen(live, table, seen));
    }

    /** Whether a text of which only the mode of the session tells how it is read is read now as it was when it was planned. */
    private static boolean readsAlike(ConnectionState connection, Plan plan) throws SQLException {
        ParsedWrite write = plan.write();
        boolean mySql = connection.database().product().speaksMySql();
        if (write == null || !mySql || !plan.heals() || write.sql().equals(plan.original())) {
            return true;
        }
        Connection live = connection.connection();
        return Own.call(() -> SessionMode.of(live)).plain(plan.original()).equals(write.sql());
    }

    /** What is known of the other tables on which the text depends; fewer than there are where it is not known of all. */
    private static List<TableSnapshot> known(ConnectionState connection, Plan plan, List<TableName> names) {
        Dialect dialect = connection.database().dialect();
        List<TableSnapshot> known = new ArrayList<>();
        for (TableName name : names) {
            List<String> path = name.schema() == null
                    ? plan.cell().key().path()
                    : List.of(name.schema().tableName(dialect));
            TableCell cell =
                    connection.database().cell(new TableKey(path, name.table().tableName(dialect)));
            if (cell.view() instanceof TableView.Known now) {
                known.add(now.history().current());
            }
        }
        return known;
    }

    private static TableReference reference(TableName name, Dialect dialect) {
        return new TableReference(
                name.schema() == null ? null : name.schema().tableName(dialect),
                name.table().tableName(dialect));
    }
}
