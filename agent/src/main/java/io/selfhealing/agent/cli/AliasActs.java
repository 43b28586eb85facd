package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.config.Alias;
import io.selfhealing.agent.restraint.AliasesFile;
import io.selfhealing.agent.restraint.AliasesFile.Declared;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Renamed columns as a person declares them to running agents, and takes them back; in the audit before it is done. */
final class AliasActs {
    private static final String ROW = "%-44s %-21s %-12s %s%n";

    private final Path home;
    private final boolean json;
    private final PrintStream out;
    private final PrintStream err;
    private final AliasesFile file;
    private final AuditLog audit;

    AliasActs(Path home, boolean json, PrintStream out, PrintStream err) {
        this.home = home;
        this.json = json;
        this.out = out;
        this.err = err;
        this.file = new AliasesFile(home);
        this.audit = new AuditLog(home, InstantSource.system());
    }

    void list() throws IOException {
        if (!json) {
            out.printf(ROW, "ALIAS", "TIME", "WHO", "WHY");
        }
        for (Declared each : file.read()) {
            if (json) {
                out.println(told(each, true));
            } else {
                out.printf(
                        ROW,
                        Shown.text(each.alias().toString()),
                        each.time().truncatedTo(ChronoUnit.SECONDS),
                        Shown.text(each.who()),
                        Shown.text(each.why()));
            }
        }
    }

    /** False where the column has another new name already. */
    boolean declare(Alias alias, String why) throws IOException {
        for (Declared each : file.read()) {
            if (isOfSame(each.alias(), alias) && !each.alias().newName().equals(alias.newName())) {
                err.println(
                        Shown.text(each.alias().toString()) + " is declared already, and two new names contradict each"
                                + " other; alias --revoke takes it back");
                return false;
            }
        }
        String who = System.getProperty("user.name", "unknown");
        Declared next = new Declared(alias, who, Instant.now().truncatedTo(ChronoUnit.MILLIS), why);
        audit.append(AuditEntry.ofOperator("alias", alias.toString(), why));
        List<Declared> unused = file.change(before -> {
            List<Declared> all = new ArrayList<>(before);
            if (before.stream().noneMatch(each -> each.alias().equals(alias))) {
                all.add(next);
            }
            return all;
        });
        out.println(json ? told(next, true) : "declared: " + Shown.text(alias.toString()));
        tellAgents();
        return true;
    }

    /** False where nothing of that kind is declared. */
    boolean revoke(Alias alias) throws IOException {
        if (file.read().stream().noneMatch(each -> each.alias().equals(alias))) {
            err.println(Shown.text(alias.toString()) + " is not declared here; alias --list shows what is");
            return false;
        }
        audit.append(AuditEntry.ofOperator("alias --revoke", alias.toString(), ""));
        List<Declared> unused = file.change(before ->
                before.stream().filter(each -> !each.alias().equals(alias)).toList());
        out.println(
                json
                        ? told(new Declared(alias, "", Instant.now(), ""), false)
                        : "no longer declared: " + Shown.text(alias.toString()));
        tellAgents();
        return true;
    }

    private static boolean isOfSame(Alias one, Alias other) {
        return one.table().equals(other.table()) && one.oldName().equalsIgnoreCase(other.oldName());
    }

    private void tellAgents() throws IOException {
        Followers.tell(
                home,
                "alias",
                "aliases",
                "does not answer",
                json ? null : "no agent was asked; those that start later follow",
                out,
                err);
    }

    private static String told(Declared each, boolean declared) {
        return new JsonMapper()
                .createObjectNode()
                .put("alias", each.alias().toString())
                .put("declared", declared)
                .put("who", each.who())
                .put("time", each.time().toString())
                .put("why", each.why())
                .toString();
    }
}
