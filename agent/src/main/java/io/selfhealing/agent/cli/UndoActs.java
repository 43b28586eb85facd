package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.heal.learned.LearnedFile;
import io.selfhealing.agent.heal.learned.LearnedPattern;
import io.selfhealing.agent.heal.pattern.Listed;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.restraint.Mapping;
import io.selfhealing.agent.restraint.Revocation;
import io.selfhealing.agent.restraint.Undone;
import io.selfhealing.agent.restraint.UndoneFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person takes away from what the agent does, and gives back; in the audit before it is done. */
final class UndoActs {
    private static final String ROW = "%-10s %-21s %-12s %-44s %s%n";
    private static final String SEEN = "%-10s %-44s %-24s %8s  %s%n";

    private final Path home;
    private final boolean json;
    private final PrintStream out;
    private final PrintStream err;
    private final UndoneFile file;
    private final AuditLog audit;

    UndoActs(Path home, boolean json, PrintStream out, PrintStream err) {
        this.home = home;
        this.json = json;
        this.out = out;
        this.err = err;
        this.file = new UndoneFile(home);
        this.audit = new AuditLog(home, InstantSource.system());
    }

    /**
     * What somebody means to undo.
     *
     * @param seen what is known of it; of a mapping that was never seen nothing but the mapping
     */
    record Meant(List<Revocation> revocations, List<SeenHeals.Seen> seen) {}

    void list() throws IOException {
        Undone undone = file.read();
        List<SeenHeals.Seen> seen = SeenHeals.of(home, err::println);
        if (json) {
            undone.revocations().forEach(each -> out.println(json(each)));
            seen.stream().filter(each -> !undone.has(each.mapping.id())).forEach(each -> out.println(json(each)));
            return;
        }
        out.printf(ROW, "UNDONE", "TIME", "WHO", "WHAT", "WHY");
        for (Revocation each : undone.revocations()) {
            out.printf(
                    ROW,
                    each.id(),
                    each.time().truncatedTo(ChronoUnit.SECONDS),
                    Shown.text(each.who()),
                    Shown.text(each.told()),
                    Shown.text(each.why()));
        }
        out.println();
        out.printf(SEEN, "ID", "HEAL", "EVIDENCE", "WRITES", "LAST");
        for (SeenHeals.Seen each : seen) {
            if (!undone.has(each.mapping.id())) {
                out.printf(
                        SEEN,
                        each.mapping.id(),
                        Shown.text(each.mapping.told()),
                        String.join(",", each.evidence),
                        each.count,
                        each.last);
            }
        }
    }

    /** Null where nobody can tell what is meant. */
    @Nullable
    Meant undo(String what, String why) throws IOException {
        String who = System.getProperty("user.name", "unknown");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<SeenHeals.Seen> all = SeenHeals.of(home, err::println);
        String pattern = pattern(what, all);
        List<SeenHeals.Seen> seen =
                all.stream().filter(each -> isMeant(each, what, pattern)).toList();
        List<Revocation> revocations = new ArrayList<>();
        if (pattern != null) {
            revocations.add(new Revocation(null, pattern, who, now, why));
        }
        Stream<Mapping> mappings = seen.isEmpty() && pattern == null
                ? Stream.ofNullable(spelled(what))
                : seen.stream().map(each -> each.mapping);
        mappings.forEach(mapping -> revocations.add(new Revocation(mapping, null, who, now, why)));
        if (revocations.isEmpty()) {
            err.println(
                    "nothing that was healed is " + Shown.text(what) + ", and no pattern; undo --list shows what can"
                            + " be undone, and schema.table.column=new names what nobody has seen");
            return null;
        }
        for (Revocation each : revocations) {
            audit.append(AuditEntry.ofOperator("undo", each.told(), why));
        }
        file.change(undone -> {
            Undone next = undone;
            for (Revocation each : revocations) {
                next = next.with(each);
            }
            return next;
        });
        unlearn(revocations);
        revocations.forEach(each -> out.println(json ? json(each) : "undone: " + each.told() + " (" + each.id() + ")"));
        tellAgents();
        return new Meant(revocations, seen);
    }

    /** Takes back. @return whether there was such an undo */
    boolean revoke(String what) throws IOException {
        List<Revocation> meant = file.read().revocations().stream()
                .filter(each -> each.id().equals(what) || isColumn(each.mapping(), what))
                .toList();
        if (meant.isEmpty()) {
            err.println(Shown.text(what) + " is not undone; undo --list shows what is");
            return false;
        }
        // What was undone with a pattern comes back with it.
        List<Revocation> all = file.read().revocations().stream()
                .filter(each -> meant.contains(each)
                        || meant.stream()
                                .anyMatch(other -> other.pattern() != null
                                        && other.time().equals(each.time())
                                        && other.who().equals(each.who())))
                .toList();
        for (Revocation each : all) {
            audit.append(AuditEntry.ofOperator("undo --revoke", each.told(), ""));
        }
        file.change(undone -> {
            Undone next = undone;
            for (Revocation each : all) {
                next = next.without(each.id());
            }
            return next;
        });
        all.forEach(each -> out.println(json ? json(each) : "may be healed again: " + each.told()));
        tellAgents();
        return true;
    }

    private static boolean isMeant(SeenHeals.Seen seen, String what, @Nullable String pattern) {
        return pattern != null
                ? seen.patterns.contains(pattern)
                : seen.mapping.id().equals(what) || isColumn(seen.mapping, what);
    }

    /** {@code table.column}, with the schema or without, and with or without where it went. */
    private static boolean isColumn(@Nullable Mapping mapping, String what) {
        if (mapping == null) {
            return false;
        }
        String whole = mapping.table() + "." + mapping.from();
        String bare = whole.substring(whole.indexOf('.') + 1);
        String to = "=" + (mapping.to() == null ? "" : mapping.to());
        return Stream.of(whole, bare, whole + to, bare + to).anyMatch(what::equalsIgnoreCase);
    }

    /** What {@code schema.table.column=new} names; null where it is not that. */
    private static @Nullable Mapping spelled(String what) {
        int equals = what.indexOf('=');
        String column = equals < 0 ? "" : what.substring(0, equals);
        int point = column.lastIndexOf('.');
        if (point <= 0 || column.indexOf('.') == point) {
            return null;
        }
        String to = what.substring(equals + 1);
        return new Mapping(column.substring(0, point), column.substring(point + 1), to.isEmpty() ? null : to);
    }

    private @Nullable String pattern(String what, List<SeenHeals.Seen> seen) throws IOException {
        boolean known = seen.stream().anyMatch(each -> each.patterns.contains(what))
                || new LearnedFile(home, err::println).read().pattern(what) != null
                || Patterns.shipped().listed().stream().map(Listed::id).anyMatch(what::equals);
        return known ? what : null;
    }

    /** What was learnt of it has been wrong. */
    private void unlearn(List<Revocation> revocations) throws IOException {
        LearnedFile learned = new LearnedFile(home, err::println);
        List<LearnedPattern> before = learned.read().patterns();
        if (before.isEmpty()) {
            return;
        }
        learned.change(book -> {
            for (Revocation each : revocations) {
                Mapping mapping = each.mapping();
                if (mapping == null) {
                    book.refute(each.id());
                } else if (mapping.to() != null) {
                    String table = mapping.table();
                    book.refused(table.substring(table.indexOf('.') + 1), mapping.from(), mapping.to());
                }
            }
        });
    }

    private void tellAgents() throws IOException {
        Followers.tell(
                home,
                "undo",
                "undone",
                "will follow within seconds",
                json
                        ? null
                        : "no agent was asked; those that run without a control socket, or start later, follow by themselves",
                out,
                err);
    }

    private static String json(Revocation each) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("id", each.id()).put("undone", true).put("what", each.told());
        return node.put("who", each.who())
                .put("time", each.time().toString())
                .put("why", each.why())
                .toString();
    }

    private static String json(SeenHeals.Seen each) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("id", each.mapping.id()).put("undone", false).put("what", each.mapping.told());
        each.evidence.forEach(node.putArray("evidence")::add);
        each.patterns.forEach(node.putArray("patterns")::add);
        return node.put("writes", each.count)
                .put("first", each.first)
                .put("last", each.last)
                .toString();
    }
}
