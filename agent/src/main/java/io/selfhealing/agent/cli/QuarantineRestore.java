package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.HashKeys;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.quarantine.backfill.Aliases;
import io.selfhealing.agent.quarantine.backfill.Guard;
import io.selfhealing.agent.quarantine.backfill.HomeLock;
import io.selfhealing.agent.quarantine.backfill.Pass;
import io.selfhealing.agent.quarantine.backfill.PassReport;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes values back with an operator's credentials. */
final class QuarantineRestore {
    private final Path home;
    private final Connecting connecting;
    private final Settings settings;
    private final QuarantineRestoreCommand.Answering answering;
    private final PrintStream out;
    private final PrintStream err;
    private @Nullable QuarantineTable table;

    QuarantineRestore(
            Path home,
            Connecting connecting,
            Settings settings,
            QuarantineRestoreCommand.Answering answering,
            PrintStream out,
            PrintStream err) {
        this.home = home;
        this.connecting = connecting;
        this.settings = settings;
        this.answering = answering;
        this.out = out;
        this.err = err;
    }

    /**
     * Does it.
     *
     * @param id of a value or a write; null for all
     * @param taken whether writes are taken for done of which nobody knows
     * @return whether everything went as it was to
     */
    boolean run(@Nullable String id, boolean taken) throws Failed, IOException {
        String address = Database.address(connecting.url());
        try (HomeLock lock = HomeLock.of(home)) {
            if (lock == null) {
                throw new Failed("another process is writing values of " + home + " back; try again", null);
            }
            QuarantinePlaces places = new QuarantinePlaces(home, connecting, settings, err);
            table = places.table();
            List<Entry> entries = places.read().entries().stream()
                    .filter(entry -> TableTicket.isOf(entry)
                            || entry.leftOut().database().equals(address))
                    .map(entry -> isMeant(entry, id) ? released(entry, taken) : entry)
                    .toList();
            if (entries.stream().noneMatch(entry -> isMeant(entry, id) && entry.state() == State.LANDED)) {
                err.println("no value waits in " + home + " for " + address);
                return id == null;
            }
            try (Database database = Database.of(connecting.url(), connecting::open, ReadSurroundings.of(home, err))) {
                if (database == null) {
                    throw new Failed("--url " + address + ": tables of that database cannot be read", null);
                }
                return restore(database, entries, id);
            }
        }
    }

    private static boolean isMeant(Entry entry, @Nullable String id) {
        return id == null || entry.id().equals(id) || entry.ticket().equals(id);
    }

    /** As if it might go back by itself. */
    private static Entry released(Entry entry, boolean taken) {
        boolean undecided = entry.state() == State.TAKEN || entry.state() == State.OPEN;
        boolean stays =
                entry.state() == State.CONFLICT || entry.state() == State.WITHDRAWN || entry.state() == State.UNKNOWN;
        return stays || (taken && undecided) ? entry.as(State.LANDED) : entry;
    }

    private boolean restore(Database database, List<Entry> entries, @Nullable String id) throws IOException {
        if (!answering.yes()) {
            PassReport rehearsed = pass(database, id, outcomes -> {}).rehearse(entries, entry -> isMeant(entry, id));
            print(rehearsed, "would be");
            if (answering.dry() || !isConfirmed(rehearsed)) {
                return answering.dry();
            }
        }
        try (Quarantine quarantine = new Quarantine(home, Long.MAX_VALUE, InstantSource.system(), new SecureRandom())) {
            PassReport report = pass(database, id, quarantine::settle).run(entries, entry -> isMeant(entry, id));
            print(report, "");
            return report.stopped().isEmpty();
        }
    }

    private Pass pass(Database database, @Nullable String id, Pass.Settling settling) {
        return new Pass(
                database,
                connecting::open,
                new Conversions(settings.repairs().zone().orElse(null)),
                Aliases.of(settings).but(Restraints.seen(settings, home, InstantSource.system())),
                Guard.byPerson(new HashKeys(home), entry -> id != null && isMeant(entry, id)),
                settling,
                this::progress,
                InstantSource.system(),
                table);
    }

    private boolean progress(int done, int all, long nanos) {
        if (all > done || all > 100) {
            err.print("\r" + done + " of " + all + " values");
            if (done == all) {
                err.println();
            }
            err.flush();
        }
        return true;
    }

    private boolean isConfirmed(PassReport rehearsed) throws IOException {
        if (rehearsed.count(State.RESTORED) == 0) {
            return false;
        }
        return Confirmation.given("write " + rehearsed.count(State.RESTORED) + " values?", "nothing is written", err);
    }

    private void print(PassReport report, String mood) {
        if (answering.json()) {
            out.println(json(report));
            return;
        }
        for (PassReport.Line line : report.columns()) {
            out.println(line.table() + "." + line.column()
                    + (line.wentTo().isEmpty() || line.wentTo().equals(line.column()) ? "" : " → " + line.wentTo())
                    + ": " + (mood.isEmpty() ? "" : mood + " ") + line.words());
        }
        if (!report.stopped().isEmpty()) {
            err.println("stopped: " + report.stopped());
        }
    }

    private static ObjectNode json(PassReport report) {
        ObjectNode node = new JsonMapper().createObjectNode();
        ArrayNode columns = node.putArray("columns");
        for (PassReport.Line line : report.columns()) {
            ObjectNode one = columns.addObject()
                    .put("table", line.table())
                    .put("column", line.column())
                    .put("went_to", line.wentTo());
            line.settled().forEach((state, count) -> one.put(state.toString(), count));
            ObjectNode reasons = one.putObject("reasons");
            line.reasons().forEach(reasons::put);
        }
        return node.put("stopped", report.stopped());
    }
}
