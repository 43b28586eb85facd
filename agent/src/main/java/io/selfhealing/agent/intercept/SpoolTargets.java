package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Rewriter;
import io.selfhealing.agent.sql.Rewritten;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where writes that waited go today, for one connection of a replay. */
final class SpoolTargets {
    private static final int MOST_KNOWN = 1_000;

    private final ConnectionState connection;
    private final Database database;
    private final Connection own;
    private final Planner planner;
    private final SpoolConsent consent;
    private final SpoolLookups lookups;
    private final Set<TableCell> looked = new HashSet<>();
    private final Map<Asked, Answered> known = new HashMap<>();
    /** Tables to which the transaction that is open writes, as they were taken to be. */
    private final Map<TableKey, TableSnapshot> used = new HashMap<>();

    private record Asked(String statement, @Nullable Meaning meaning, String versions) {}

    private record Answered(TableView view, SpoolTarget target) {
        boolean holds(TableView now) {
            Plan plan = target.plan();
            return view == now && (plan == null || plan.stands());
        }
    }

    /** Where a write goes, and what the table was. */
    private record Place(TableCell cell, TableView view, TableHistory table, Step.@Nullable RenameTable move) {}

    SpoolTargets(ConnectionState connection, Connection own, Planner planner, SpoolConsent consent) {
        this.connection = connection;
        this.database = connection.database();
        this.own = own;
        this.planner = planner;
        this.consent = consent;
        this.lookups = new SpoolLookups(connection, own);
    }

    /** @param refused whether the database has just refused the write, so that its table is to be looked at again */
    SpoolTarget of(Transaction transaction, Write write, boolean refused) {
        ParsedWrite parsed = planner.parsed(write.statement(), database.dialect());
        TableKey key = parsed == null ? null : key(write, parsed);
        if (parsed == null || key == null) {
            return SpoolTarget.refused("it is not understood for certain");
        }
        String objection = consent.objection(parsed, write, database.dialect());
        if (objection != null) {
            return SpoolTarget.refused(objection);
        }
        TableCell cell = database.cell(key);
        TableView view = looked.add(cell) || refused ? planner.read(connection, cell) : cell.view();
        Asked asked = new Asked(write.statement(), write.meaning(), transaction.schemaVersion());
        Answered answered = known.get(asked);
        if (answered == null || !answered.holds(view)) {
            answered = new Answered(view, find(parsed, write, transaction, cell, view));
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            if (!answered.target().waits()) {
                known.put(asked, answered);
            }
        }
        SpoolTarget target = answered.target();
        TableSnapshot table = target.table();
        if (table != null) {
            used.put(new TableKey(List.of(table.schema()), table.name()), table);
        }
        return target;
    }

    /** Whether the tables that the open transaction writes to are what they were taken for. Asked when it has written. */
    boolean stand() throws SQLException {
        for (Map.Entry<TableKey, TableSnapshot> each : used.entrySet()) {
            TableSnapshot now = database.seenBy(own, each.getKey());
            if (now == null || !now.layout().equals(each.getValue().layout())) {
                looked.clear();
                known.clear();
                return false;
            }
        }
        return true;
    }

    /** The transaction is over. */
    void ended() {
        used.clear();
    }

    /** The table that was meant, under its name of then; null where a text names it otherwise than its record. */
    private @Nullable TableKey key(Write write, ParsedWrite parsed) {
        Meaning meaning = write.meaning();
        if (meaning != null) {
            return new TableKey(List.of(meaning.schema()), meaning.table());
        }
        Dialect dialect = database.dialect();
        String table = parsed.table().table().tableName(dialect);
        if (parsed.table().schema() != null) {
            return new TableKey(List.of(parsed.table().schema().tableName(dialect)), table);
        }
        if (write.table().endsWith("." + table)) {
            String schema = write.table().substring(0, write.table().length() - table.length() - 1);
            return new TableKey(List.of(schema), table);
        }
        List<String> path = connection.path();
        return path == null || !write.table().equals(table) ? null : new TableKey(path, table);
    }

    private SpoolTarget find(ParsedWrite write, Write kept, Transaction transaction, TableCell cell, TableView view) {
        LostTable lost = view instanceof TableView.Missing missing ? missing.lost() : null;
        TableHistory past = view instanceof TableView.Known there ? there.history() : lost == null ? null : lost.past();
        if (past == null) {
            return SpoolTarget.waiting("its table " + kept.table() + " is not there, or cannot be looked at");
        }
        Place place = lost == null ? new Place(cell, view, past, null) : elsewhere(write, cell, view, lost);
        if (place == null) {
            return SpoolTarget.waiting("its table " + kept.table() + " is not there, and it is not proved where it is");
        }
        Meaning meaning = kept.meaning() != null
                ? kept.meaning()
                : OldMeaning.of(write, transaction.schemaVersion(), past, database.dialect());
        TableSnapshot now = place.table().current();
        if (!SpoolConsent.isByKey(write, meaning, now, database.dialect())) {
            return SpoolTarget.refused("it does not name one row by its full primary key alone, or changes that");
        }
        SpoolTarget doubt = lookups.doubt(write, kept, now);
        if (doubt != null) {
            return doubt;
        }
        if (meaning.identity() != null
                && now.identity() != null
                && !meaning.identity().equals(now.identity())) {
            return SpoolTarget.refused("the table that was meant is not there any more, and " + now.schema() + "."
                    + now.name() + " is another one that has its name now");
        }
        return target(write, meaning, place);
    }

    /** Where a table that is not under its name any more is proved to be; null where that is not known. */
    private @Nullable Place elsewhere(ParsedWrite write, TableCell cell, TableView view, LostTable lost) {
        TableSnapshot past = lost.past().current();
        String text = inFull(write, past);
        Plan plan = text == null ? null : planner.plan(connection, text);
        Step.RenameTable move = plan == null ? null : plan.move();
        TableHistory now = move == null ? null : lost.candidate(move.toSchema(), move.to());
        return move == null || now == null || !isProof(move.evidence().get(0).kind())
                ? null
                : new Place(cell, view, lost.continuedBy(now), move);
    }

    private static boolean isProof(EvidenceKind kind) {
        return switch (kind) {
            case STRUCTURAL, PATTERN, LEARNED, ONLY_PLACE -> false;
            default -> true;
        };
    }

    private SpoolTarget target(ParsedWrite write, Meaning meaning, Place place) {
        Dialect dialect = database.dialect();
        TableSnapshot now = place.table().current();
        SpoolProof proof =
                new SpoolProof(database, meaning, place.table(), () -> planner.plan(connection, write.sql()));
        ColumnsSince since = ColumnsSince.of(write, meaning, now, dialect, proof);
        String objection = since.objection() == null ? Narrowed.literal(write, since, now, dialect) : since.objection();
        if (proof.unanswered()) {
            return SpoolTarget.waiting("its table changed since, and its rows cannot be asked now");
        }
        if (objection != null) {
            return SpoolTarget.refused(objection);
        }
        List<Step> steps = steps(place, since);
        Plan plan = steps.isEmpty()
                ? null
                : planner.proved(database, write, place.cell(), place.view(), place.table(), steps);
        if (!steps.isEmpty() && (plan == null || !plan.heals())) {
            return SpoolTarget.refused("what it names is called otherwise now, and "
                    + (plan != null && plan.verdict() instanceof Verdict.Refusal refusal
                            ? refusal.reason()
                            : "its table is not to be healed"));
        }
        ParsedWrite renamed = plan == null ? write : planner.parsed(plan.target(), dialect);
        String text = renamed == null ? null : inFull(renamed, now);
        return text == null
                ? SpoolTarget.refused("its table cannot be named in full with certainty")
                : new SpoolTarget(
                        null,
                        false,
                        text,
                        plan,
                        now,
                        since.gone(),
                        !since.retyped().isEmpty(),
                        since.changed());
    }

    private static List<Step> steps(Place place, ColumnsSince since) {
        List<Step> steps = new ArrayList<>();
        if (place.move() != null) {
            steps.add(place.move());
        }
        since.renamed().forEach((from, to) -> steps.add(new Step.Rename(from, to, List.of(since.evidence(from, to)))));
        return steps;
    }

    /** The text with its table's schema, so that it means the same on every connection; null where that is not certain. */
    private @Nullable String inFull(ParsedWrite write, TableSnapshot table) {
        if (write.table().schema() != null) {
            return write.sql();
        }
        Rewritten full = new Rewriter(write, database.dialect())
                .retarget(table.schema(), table.name())
                .rewrite();
        return full == null ? null : full.sql();
    }
}
