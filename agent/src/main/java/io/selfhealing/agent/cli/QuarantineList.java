package io.selfhealing.agent.cli;

import io.selfhealing.agent.quarantine.Contents;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Quarantine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in quarantine, as a table or as JSON. */
final class QuarantineList {
    private static final String ROW = "%-28s %-7s %-30s %-20s %-16s %-20s %s%n";

    private QuarantineList() {}

    static void print(Path home, boolean json, PrintStream out, PrintStream err) throws IOException {
        Contents contents = Quarantine.read(home);
        if (json) {
            contents.entries().forEach(entry -> out.println(entry.json()));
        } else {
            table(contents.entries(), out);
        }
        if (contents.unreadable() > 0) {
            err.println("unreadable lines: " + contents.unreadable() + "; torn by the end of a process before anybody"
                    + " relied on them, or damaged");
        }
    }

    private static void table(List<Entry> entries, PrintStream out) {
        out.printf(ROW, "TIME", "STATE", "DATABASE", "TABLE", "KEY", "COLUMN", "VALUE");
        for (Entry entry : entries) {
            out.printf(
                    ROW,
                    entry.time(),
                    entry.state(),
                    entry.leftOut().database(),
                    entry.leftOut().table(),
                    key(entry.leftOut().key()),
                    entry.leftOut().column(),
                    Shown.value(entry.leftOut().value()));
        }
    }

    private static String key(@Nullable Map<String, Object> key) {
        return key == null
                ? "unknown"
                : key.entrySet().stream()
                        .map(column -> column.getKey() + "=" + Shown.value(column.getValue()))
                        .collect(Collectors.joining(","));
    }
}
