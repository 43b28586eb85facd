package io.selfhealing.agent.cli;

import io.selfhealing.agent.quarantine.Contents;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.State;
import java.io.IOException;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in quarantine, as a table or as JSON. */
final class QuarantineList {
    private static final String ROW = "%-22s %-28s %-10s %-30s %-20s %-16s %-20s %s%n";

    private QuarantineList() {}

    /** @param state of those to be shown; null for all */
    static void print(QuarantinePlaces places, @Nullable State state, boolean json, PrintStream out, PrintStream err)
            throws IOException, Failed {
        Contents contents = places.read();
        List<Entry> entries = contents.entries().stream()
                .filter(entry -> state == null || entry.state() == state)
                .toList();
        if (json) {
            entries.forEach(entry -> out.println(entry.json()));
        } else {
            table(entries, out);
        }
        if (contents.unreadable() > 0) {
            err.println("unreadable lines: " + contents.unreadable() + "; torn by the end of a process before anybody"
                    + " relied on them, or damaged");
        }
    }

    private static void table(List<Entry> entries, PrintStream out) {
        out.printf(ROW, "ID", "TIME", "STATE", "DATABASE", "TABLE", "KEY", "COLUMN", "VALUE");
        for (Entry entry : entries) {
            out.printf(
                    ROW,
                    entry.id(),
                    entry.time().truncatedTo(ChronoUnit.MILLIS),
                    entry.state(),
                    Shown.text(entry.leftOut().database()),
                    Shown.text(entry.leftOut().table()),
                    key(entry.leftOut().key()),
                    Shown.text(entry.leftOut().column()),
                    Shown.value(entry.leftOut().value()));
        }
    }

    /** One value, or all of one write. */
    static boolean show(QuarantinePlaces places, String id, boolean json, PrintStream out, PrintStream err)
            throws IOException, Failed {
        List<Entry> entries = places.read().entries().stream()
                .filter(entry -> entry.id().equals(id) || entry.ticket().equals(id))
                .toList();
        if (entries.isEmpty()) {
            err.println("there is no value " + Shown.text(id) + " in " + places.home());
            return false;
        }
        entries.forEach(entry -> out.print(json ? entry.json() + System.lineSeparator() : page(entry)));
        return true;
    }

    private static String page(Entry entry) {
        StringBuilder page = new StringBuilder();
        line(page, "id", entry.id());
        line(page, "state", entry.state().toString());
        line(page, "taken", entry.time().toString());
        if (entry.ran() != null) {
            line(page, "ran", entry.ran().toString());
        }
        Outcome outcome = entry.outcome();
        if (outcome != null) {
            line(page, "settled", outcome.time().toString());
            line(page, "went to", outcome.column() == null ? "-" : outcome.column());
            line(page, "reason", outcome.reason().isEmpty() ? "-" : outcome.reason());
        }
        line(page, "database", entry.leftOut().database());
        line(page, "table", entry.leftOut().table());
        line(page, "key", key(entry.leftOut().key()));
        line(page, "column", entry.leftOut().column());
        line(page, "value", Shown.text(Shown.whole(entry.leftOut().value())));
        line(page, "statement", Shown.text(entry.leftOut().statement()));
        return page.append(System.lineSeparator()).toString();
    }

    private static void line(StringBuilder page, String name, String value) {
        page.append(String.format("%-10s %s%n", name, Shown.text(value)));
    }

    private static String key(@Nullable Map<String, Object> key) {
        return key == null
                ? "unknown"
                : key.entrySet().stream()
                        .map(column -> Shown.text(column.getKey()) + "=" + Shown.value(column.getValue()))
                        .collect(Collectors.joining(","));
    }
}
