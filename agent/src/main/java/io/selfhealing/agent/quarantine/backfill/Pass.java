package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes once over the values of one database and writes those back whose row and column are there. Each outcome is durable before
 * the next values are written, and after the transaction that made it true: a crash in between repeats what changes nothing.
 */
public final class Pass {
    /** Values written in one transaction. */
    private static final int BATCH = 100;

    private final Database database;
    private final ConnectionSource source;
    private final Conversions conversions;
    private final Aliases aliases;
    private final Settling settling;
    private final Pace pace;
    private final InstantSource clock;
    private final Claims claims;
    private final RowCheck check;

    private final Map<Place, PassReport.LineBuilder> lines = new LinkedHashMap<>();
    private boolean keeps = true;
    private int done;
    private int all;

    private record Place(String table, String column) {}

    /** Where outcomes are noted durably. */
    @FunctionalInterface
    public interface Settling {
        void settle(List<Outcome> outcomes) throws QuarantineException;
    }

    /** Told after each transaction; may wait. */
    @FunctionalInterface
    public interface Pace {
        /**
         * Some values are done.
         *
         * @param nanos that the last transaction took
         * @return false where the pass is to end here
         */
        boolean goesOn(int done, int all, long nanos);
    }

    /**
     * A pass over the values of one database.
     *
     * @param source opens the connection on which values are written, and on which a guest is read
     * @param table where values are that are beside the data, and where what becomes of them is noted; null where there is none
     */
    public Pass(
            Database database,
            ConnectionSource source,
            Conversions conversions,
            Aliases aliases,
            Guard guard,
            Settling settling,
            Pace pace,
            InstantSource clock,
            @Nullable QuarantineTable table) {
        this.database = database;
        this.source = source;
        this.conversions = conversions;
        this.aliases = aliases;
        this.check = new RowCheck(guard);
        this.settling = settling;
        this.pace = pace;
        this.clock = clock;
        this.claims = new Claims(table);
    }

    /**
     * The same, but everything is rolled back and nothing is noted: what would become of each value.
     *
     * @param entries as of {@link #run}
     */
    public PassReport rehearse(List<Entry> entries, Predicate<Entry> wanted) {
        keeps = false;
        return run(entries, wanted);
    }

    /**
     * Writes back what can be written back.
     *
     * @param entries of the database, settled ones too: they may be later writes of the same rows
     */
    public PassReport run(List<Entry> entries) {
        return run(entries, entry -> true);
    }

    /**
     * The same for some of them.
     *
     * @param wanted which of the values are written back, and their older ones settled
     */
    public PassReport run(List<Entry> entries, Predicate<Entry> wanted) {
        Candidates.Found found = Candidates.of(entries, database.product());
        String stopped = "";
        try {
            settleOlder(found.superseded().stream().filter(wanted).toList());
            stopped = write(found.ready().stream()
                    .filter(each -> wanted.test(each.entry()))
                    .toList());
        } catch (QuarantineException e) {
            stopped = String.valueOf(e.getMessage());
        }
        return new PassReport(
                lines.values().stream().map(PassReport.LineBuilder::build).toList(), stopped);
    }

    private void settleOlder(List<Entry> superseded) throws QuarantineException {
        List<Outcome> outcomes = new ArrayList<>();
        superseded.forEach(entry -> {
            line(entry).settled(State.SUPERSEDED, "");
            outcomes.add(supersession(entry));
        });
        settle(outcomes);
        if (keeps) {
            claims.settleApart(source, database.product(), outcomes);
        }
    }

    private String write(List<Candidate> ready) throws QuarantineException {
        if (ready.isEmpty()) {
            return "";
        }
        try (Connection own = source.open()) {
            Restraint.onConnection(own, database.product());
            Map<Destination, List<Candidate>> byDestination = destinations(own, ready);
            all = byDestination.values().stream().mapToInt(List::size).sum();
            for (Map.Entry<Destination, List<Candidate>> each : byDestination.entrySet()) {
                String stopped = write(own, each.getKey(), each.getValue());
                if (!stopped.isEmpty()) {
                    return stopped;
                }
            }
            return "";
        } catch (SQLException e) {
            return "no connection (SQLState " + e.getSQLState() + ")";
        }
    }

    private Map<Destination, List<Candidate>> destinations(Connection own, List<Candidate> ready) throws SQLException {
        Destinations destinations = new Destinations(database, own, aliases);
        Map<Destination, List<Candidate>> found = new LinkedHashMap<>();
        Map<Group, Destinations.Answer> answers = new LinkedHashMap<>();
        for (Candidate candidate : ready) {
            Entry entry = candidate.entry();
            if (entry.foreignClock()) {
                line(entry).waits("its time was read off a clock in another time zone; set -Duser.timezone", 1);
                continue;
            }
            Destinations.Answer answer =
                    answers.computeIfAbsent(Group.of(entry), group -> destinations.of(entry.leftOut(), group.keys()));
            if (answer instanceof Destinations.Answer.Ready place) {
                line(entry).wentTo(place.destination().column().name());
                found.computeIfAbsent(place.destination(), none -> new ArrayList<>())
                        .add(candidate);
            } else if (answer instanceof Destinations.Answer.Waits waits) {
                line(entry).waits(waits.reason(), 1);
            } else if (answer instanceof Destinations.Answer.Refused refused) {
                line(entry).waits(refused.reason(), 1);
            }
        }
        own.commit();
        return found;
    }

    /** Empty where it came to its end. */
    private String write(Connection own, Destination destination, List<Candidate> values) throws QuarantineException {
        Batch batch = new Batch(
                own,
                destination,
                new Fitting(conversions, database.product()),
                keeps,
                claims,
                check,
                (candidate, result) -> outcomes(destination, candidate, result));
        for (int from = 0; from < values.size(); from += BATCH) {
            List<Candidate> some = values.subList(from, Math.min(values.size(), from + BATCH));
            long started = System.nanoTime();
            try {
                note(destination, batch.write(some));
            } catch (StoppedException e) {
                note(destination, e.before());
                if (e.losesConnection()) {
                    return "the connection is lost (" + e.getMessage() + ")";
                }
                line(some.get(0).entry())
                        .waits(
                                "the agent's user may not do that (" + e.getMessage() + ")",
                                values.size() - from - e.before().size());
                return "";
            }
            done += some.size();
            if (!pace.goesOn(done, all, System.nanoTime() - started)) {
                return "ended";
            }
        }
        return "";
    }

    private void note(Destination destination, Map<Candidate, Result> results) throws QuarantineException {
        List<Outcome> outcomes = new ArrayList<>();
        results.forEach((candidate, result) -> {
            PassReport.LineBuilder line = line(candidate.entry());
            if (result instanceof Result.Settled settled) {
                line.settled(settled.state(), settled.reason());
                candidate.older().forEach(entry -> line(entry).settled(State.SUPERSEDED, ""));
                outcomes.addAll(outcomes(destination, candidate, settled));
            } else if (result instanceof Result.Waits waits) {
                line.waits(waits.reason(), 1);
            }
        });
        settle(outcomes);
    }

    private List<Outcome> outcomes(Destination destination, Candidate candidate, Result.Settled settled) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(
                outcome(candidate.entry(), settled.state(), destination.column().name(), settled.reason()));
        candidate.older().forEach(entry -> outcomes.add(supersession(entry)));
        return outcomes;
    }

    /** Those of the table beside the data are noted there, with what made them true. */
    private void settle(List<Outcome> outcomes) throws QuarantineException {
        List<Outcome> elsewhere = outcomes.stream()
                .filter(outcome -> !TableTicket.isOf(outcome.ticket()))
                .toList();
        if (keeps && !elsewhere.isEmpty()) {
            settling.settle(elsewhere);
        }
    }

    private Outcome supersession(Entry entry) {
        return outcome(entry, State.SUPERSEDED, null, "a later write of the row took its place");
    }

    private Outcome outcome(Entry entry, State state, @Nullable String column, String reason) {
        return new Outcome(entry.ticket(), entry.place(), state, clock.instant(), column, reason);
    }

    private PassReport.LineBuilder line(Entry entry) {
        return lines.computeIfAbsent(
                new Place(entry.leftOut().table(), entry.leftOut().column()),
                place -> new PassReport.LineBuilder(place.table(), place.column()));
    }

    /** Values of which all go to the same place. */
    private record Group(
            String table,
            String column,
            Set<String> keys,
            @Nullable Origin origin,
            Set<String> others,
            boolean versioned) {
        static Group of(Entry entry) {
            RowMark row = entry.leftOut().row();
            return new Group(
                    entry.leftOut().table(),
                    entry.leftOut().column(),
                    Objects.requireNonNull(entry.leftOut().key()).keySet(),
                    entry.leftOut().origin(),
                    row == null ? Set.of() : row.columns().keySet(),
                    row != null && row.version() != null);
        }
    }
}
