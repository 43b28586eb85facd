package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.quarantine.backfill.HomeLock;
import io.selfhealing.agent.quarantine.backfill.TakingBack;
import io.selfhealing.agent.restraint.Mapping;
import io.selfhealing.agent.restraint.Revocation;
import io.selfhealing.agent.schema.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows that a heal touched which was wrong, as far as the quarantine knows their keys. */
final class UndoneRows {
    private final Path home;
    private final UndoActs.Meant meant;
    private final boolean json;
    private final PrintStream out;
    private final PrintStream err;
    private final List<Concerned> rows = new ArrayList<>();

    /**
     * A row.
     *
     * @param what is the matter with it
     * @param wrong whether a value of it is in the wrong column and in quarantine too, so that it can be taken out
     */
    private record Concerned(Entry entry, Mapping mapping, String what, boolean wrong) {}

    UndoneRows(Path home, UndoActs.Meant meant, boolean json, PrintStream out, PrintStream err) throws IOException {
        this.home = home;
        this.meant = meant;
        this.json = json;
        this.out = out;
        this.err = err;
        for (Entry entry : Quarantine.read(home).entries()) {
            for (Revocation each : meant.revocations()) {
                if (each.mapping() != null && entry.state() != State.VOID) {
                    look(entry, each.mapping());
                }
            }
        }
    }

    private void look(Entry entry, Mapping mapping) {
        if (!entry.leftOut().table().equals(mapping.table())) {
            return;
        }
        Outcome outcome = entry.outcome();
        boolean its = entry.leftOut().column().equals(mapping.from());
        if (its && mapping.to() != null && outcome != null && mapping.to().equals(outcome.column())) {
            boolean there = entry.state() == State.RESTORED;
            rows.add(new Concerned(
                    entry,
                    mapping,
                    there ? "its value went back to " + mapping.to() : "its value is in quarantine",
                    there));
        } else if (its && mapping.to() == null) {
            rows.add(new Concerned(entry, mapping, "its value was left out: " + entry.state(), false));
        } else if (mapping.to() != null && wrote(entry, mapping)) {
            rows.add(new Concerned(entry, mapping, "its value is in " + mapping.to() + ", and nowhere else", false));
        }
    }

    /** Whether the write that went without something else had its value put there, too. */
    private boolean wrote(Entry entry, Mapping mapping) {
        return entry.place() == 0
                && meant.seen().stream()
                        .anyMatch(seen -> seen.mapping.equals(mapping)
                                && seen.statements.contains(entry.leftOut().statement()));
    }

    void print() {
        for (SeenHeals.Seen seen : meant.seen()) {
            if (!json) {
                out.println(Shown.text(seen.mapping.told()) + ": " + seen.count + " writes on record, " + seen.first
                        + " to " + seen.last);
            }
        }
        rows.forEach(row -> out.println(
                json
                        ? json(row)
                        : "  " + Shown.text(row.mapping().table()) + " " + key(row.entry()) + ": " + row.what() + " ("
                                + row.entry().id() + ")"));
        if (!json) {
            out.println(rows.size() + " rows are known by their key; of others the database alone knows"
                    + (rows.stream().anyMatch(row -> row.mapping().to() == null)
                            ? "; quarantine restore puts values back whose column is there"
                            : ""));
        }
    }

    private static String key(Entry entry) {
        Map<String, Object> key = entry.leftOut().key();
        return key == null
                ? "(key unknown)"
                : key.entrySet().stream()
                        .map(column -> Shown.text(column.getKey()) + "=" + Shown.value(column.getValue()))
                        .collect(Collectors.joining(","));
    }

    private static ObjectNode json(Concerned row) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("table", row.mapping().table())
                .put("key", key(row.entry()))
                .put("from", row.mapping().from())
                .put("to", row.mapping().to());
        return node.put("what", row.what()).put("quarantine", row.entry().id()).put("wrong", row.wrong());
    }

    /** Takes values out of the column where they are wrong. @return whether all that was to be done is done */
    boolean putRight(Connecting connecting, @Nullable String config, boolean dry, boolean yes)
            throws Failed, IOException {
        String address = Database.address(connecting.url());
        List<Concerned> wrong = rows.stream()
                .filter(Concerned::wrong)
                .filter(row -> row.entry().leftOut().database().equals(address))
                .toList();
        if (wrong.isEmpty()) {
            err.println(
                    "no value of " + address + " is known to be in the wrong column, so that it could be taken out");
            return true;
        }
        try (HomeLock lock = HomeLock.of(home)) {
            if (lock == null) {
                throw new Failed("another process is writing values of " + home + " back; try again", null);
            }
            boolean anything = (yes && !dry) || tried(connecting, config, wrong);
            if (dry || !anything) {
                return true;
            }
            return (yes || isConfirmed(wrong.size())) && done(connecting, config, wrong);
        } catch (SQLException | QuarantineException e) {
            throw new Failed("--url " + address + ": nothing was changed: " + e.getMessage(), e);
        }
    }

    /** Does it and rolls it back. @return whether there is anything to do */
    private boolean tried(Connecting connecting, @Nullable String config, List<Concerned> wrong)
            throws Failed, SQLException, QuarantineException {
        return act(connecting, config, wrong, null) > 0;
    }

    private boolean done(Connecting connecting, @Nullable String config, List<Concerned> wrong)
            throws Failed, IOException, SQLException, QuarantineException {
        new AuditLog(home, InstantSource.system())
                .append(AuditEntry.ofOperator(
                        "undo --rows", Database.address(connecting.url()), wrong.size() + " rows at most"));
        try (Quarantine quarantine = new Quarantine(home, Long.MAX_VALUE, InstantSource.system(), new SecureRandom())) {
            act(connecting, config, wrong, quarantine);
        }
        return true;
    }

    /** @param quarantine null where everything is to be rolled back */
    private int act(
            Connecting connecting, @Nullable String config, List<Concerned> wrong, @Nullable Quarantine quarantine)
            throws Failed, SQLException, QuarantineException {
        String arguments = config == null ? null : "config=" + config.replace(",", "\\,");
        Conversions conversions = new Conversions(
                SettingsReader.read(arguments, System.getProperties(), System.getenv(), Files::newBufferedReader)
                        .settings()
                        .repairs()
                        .zone()
                        .orElse(null));
        InstantSource clock = InstantSource.system();
        try (Database database = Database.of(connecting.url(), connecting::open, ReadSurroundings.of(home, err));
                Connection own = connecting.open()) {
            if (database == null) {
                throw new Failed(
                        "--url " + Database.address(connecting.url()) + ": tables of that database cannot be read",
                        null);
            }
            own.setAutoCommit(false);
            TakingBack takingBack = new TakingBack(database, own, conversions, clock);
            List<Outcome> taken = new ArrayList<>();
            for (Map.Entry<String, List<Entry>> each : byColumn(wrong).entrySet()) {
                TakingBack.Report report = takingBack.of(each.getValue(), each.getKey(), "its mapping was undone");
                taken.addAll(report.taken());
                report.left()
                        .forEach((entry, reason) ->
                                err.println("  " + key(entry) + " is left as it is: " + Shown.text(reason)));
            }
            if (quarantine == null) {
                own.rollback();
            } else {
                quarantine.settle(taken); // First, so that no value is anywhere but in the database alone.
                own.commit();
            }
            out.println(taken.size() + " values " + (quarantine == null ? "would be" : "were")
                    + " taken out of the column where they are wrong; they stay in quarantine");
            return taken.size();
        }
    }

    private static Map<String, List<Entry>> byColumn(List<Concerned> wrong) {
        Map<String, List<Entry>> columns = new LinkedHashMap<>();
        for (Concerned row : wrong) {
            columns.computeIfAbsent(String.valueOf(row.mapping().to()), none -> new ArrayList<>())
                    .add(row.entry());
        }
        return columns;
    }

    private boolean isConfirmed(int number) throws IOException {
        err.print("take " + number + " values out? [y/N] ");
        err.flush();
        // The process's own, so that it stays open.
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = input.readLine();
        if (answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))) {
            return true;
        }
        err.println("nothing is changed; --yes does not ask");
        return false;
    }
}
