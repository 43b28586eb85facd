package io.selfhealing.agent.cli;

import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description = {
            "Has running agents write now what waits, also what failed a moment ago, and shows how they get on.",
            "Exit 1 where something waits still: a database is down, or a record is refused. Whoever ends this command ends the"
                    + " watching alone."
        },
        footer = "  spool replay .self-healing")
final class SpoolReplayCommand extends SpoolOfHome {
    @Option(
            names = "--restored",
            description =
                    "also what was kept for a database that is another one now: it has taken the place of that, as after a"
                            + " restore. Holds until the agent's process ends; it is in the audit")
    private boolean restored;

    SpoolReplayCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        List<OpenSpool> open = open();
        if (restored) {
            new AuditLog(home, InstantSource.system())
                    .append(AuditEntry.ofOperator("spool replay", "restored databases", ""));
        }
        for (OpenSpool each : open) {
            each.told("spool-replay", OpenSpool.arguments().put("restored", restored));
        }
        return watch(open) ? DONE : FAILED;
    }
}
