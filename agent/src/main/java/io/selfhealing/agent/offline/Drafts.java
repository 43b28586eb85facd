package io.selfhealing.agent.offline;

import io.selfhealing.agent.config.Moments;
import io.selfhealing.agent.config.OutageSettings;
import io.selfhealing.agent.config.SpoolSettings;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.spool.replay.Admission;
import io.selfhealing.agent.sql.Deferral;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.TableName;
import io.selfhealing.agent.sql.WriteParser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Judges texts: whether their writes may be kept, by what is known while nobody can be asked. */
public final class Drafts {
    private final SpoolSettings spool;
    private final OutageSettings settings;
    private final Foresight foresight;
    private final Delivery delivery;

    public Drafts(SpoolSettings spool, OutageSettings settings, Foresight foresight, Delivery delivery) {
        this.spool = spool;
        this.settings = settings;
        this.foresight = foresight;
        this.delivery = delivery;
    }

    /** Bytes of the largest value that is kept. */
    long maxValueBytes() {
        return settings.maxValueBytes();
    }

    /**
     * The write of a text.
     *
     * @param keysAsked whether the application wants the values that the database generates
     * @throws NotKeptException where it must not be kept, whatever is bound to it
     */
    public Draft of(Place place, String sql, boolean keysAsked) throws NotKeptException {
        StatementKind kind = Scanner.kind(sql);
        if (!kind.isWrite()) {
            throw new NotKeptException("it is no INSERT, UPDATE, DELETE or MERGE");
        }
        Dialect dialect = place.database().dialect();
        Deferral deferral = Deferral.of(sql, dialect.product());
        ParsedWrite write = deferral.objection() == null ? WriteParser.parse(sql, dialect) : null;
        if (write == null) {
            String objection = deferral.objection();
            throw new NotKeptException(objection == null ? "it is not understood for certain" : objection);
        }
        if (place.ownSettings() != null) {
            throw new NotKeptException("the connection has settings of its own (" + place.ownSettings()
                    + "), with which it may come out otherwise than on the connection that would make it later; settings of the"
                    + " role or the URL would be the same there");
        }
        if (keysAsked) {
            throw new NotKeptException("generated keys are asked for, which the database alone can give");
        }
        TableKey key = key(place, write.table(), dialect);
        TableHistory history = known(place.database(), key);
        TableSnapshot table = history.current();
        requireOptIn(table, write, dialect);
        requireMoments(deferral, dialect.product());
        Verdict verdict = foresight.of(sql, place.database(), key, history);
        if (verdict instanceof Verdict.Refusal refusal) {
            throw new NotKeptException(
                    "as " + table.name() + " was last seen, the database would refuse it: " + refusal.reason());
        }
        String omitted = write.kind() == StatementKind.INSERT ? Omissions.in(write, table, verdict, dialect) : null;
        if (omitted != null) {
            throw new NotKeptException("it gives nothing to the required column " + omitted + " of " + table.name());
        }
        boolean byKey = isByKey(delivery.admission(place.database(), key), write);
        return new Draft(sql, write, table, dialect, deferral, meaning(place, write, table, verdict), byKey);
    }

    /** A name without a schema is taken for what it meant on connections that were opened so, until such a one can be asked. */
    private static Meaning meaning(Place place, ParsedWrite write, TableSnapshot table, Verdict verdict) {
        Meaning meaning = Meanings.of(write, table, verdict, place.database().dialect());
        List<String> path = place.path();
        return place.entrance() == null || path == null || write.table().schema() != null
                ? meaning
                : meaning.assuming(new Meaning.Assumption(place.entrance(), path));
    }

    /** Whether only the row's key will tell whether the write was made. */
    private static boolean isByKey(Admission admission, ParsedWrite write) throws NotKeptException {
        if (admission instanceof Admission.Refused refused) {
            throw new NotKeptException("it could not be made exactly once: " + refused.reason());
        }
        boolean byKey = admission instanceof Admission.ByKey;
        if (byKey && (write.kind() != StatementKind.INSERT || write.rows() != 1)) {
            throw new NotKeptException(
                    "without selfhealing_ledger only an INSERT of one row can be made exactly once; set"
                            + " selfhealing.tables=create");
        }
        return byKey;
    }

    private static TableKey key(Place place, TableName name, Dialect dialect) throws NotKeptException {
        String table = name.table().tableName(dialect);
        List<String> path =
                name.schema() == null ? place.path() : List.of(name.schema().tableName(dialect));
        if (path == null) {
            throw new NotKeptException("it is not known in which schema " + table + " is looked for"
                    + (place.doubt() == null ? "" : ": " + place.doubt()));
        }
        return new TableKey(path, table);
    }

    private static TableHistory known(Database database, TableKey key) throws NotKeptException {
        TableHistory history = database.lastKnown(key);
        if (history == null) {
            throw new NotKeptException("nothing is known of the table " + key.table());
        }
        return history;
    }

    private void requireOptIn(TableSnapshot table, ParsedWrite write, Dialect dialect) throws NotKeptException {
        String name = table.schema() + "." + table.name();
        if (write.kind() == StatementKind.INSERT) {
            if (!spool.keeps(table.schema(), table.name())) {
                throw new NotKeptException("selfhealing.spool.tables does not name " + name);
            }
            if (write.rows() > 1 && spool.keepsUpdates(table.schema(), table.name())) {
                throw new NotKeptException("it writes several rows of " + name
                        + ", whose order with later updates of one of them could not be kept");
            }
            return;
        }
        if (!spool.keepsUpdates(table.schema(), table.name())) {
            throw new NotKeptException("only INSERTs are kept, unless selfhealing.spool.updates names " + name);
        }
        Set<String> key = new HashSet<>();
        write.keyConditions()
                .forEach(condition -> key.add(condition.column().column().name(dialect)));
        boolean oneRow = write.onlyKeyConditions()
                && !table.primaryKey().isEmpty()
                && key.equals(Set.copyOf(table.primaryKey()))
                && write.keyConditions().size() == key.size();
        boolean changesKey = write.assignments().stream()
                .anyMatch(written -> key.contains(written.column().column().name(dialect)));
        if (!oneRow || changesKey) {
            throw new NotKeptException("it does not name one row by its full primary key alone, or changes that");
        }
    }

    private void requireMoments(Deferral deferral, Product product) throws NotKeptException {
        if (deferral.moments().isEmpty()) {
            return;
        }
        if (settings.moments() != Moments.MOMENT) {
            throw new NotKeptException(
                    "its value depends on when it is run; selfhealing.spool.now=moment would have the"
                            + " moment of the write stand in for it");
        }
        if (product != Product.POSTGRESQL && product != Product.H2) {
            throw new NotKeptException("its value depends on when it is run");
        }
    }
}
