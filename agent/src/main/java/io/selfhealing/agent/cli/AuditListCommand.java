package io.selfhealing.agent.cli;

import io.selfhealing.agent.audit.AuditTrail;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Who changed what the agent does, and what it first did of itself; one JSON object a line.",
        footer = "  audit list .self-healing")
final class AuditListCommand extends HomeCommand {
    AuditListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        HomeDirectory.require(home);
        AuditTrail.read(home, null, (number, line) -> out.println(line));
        return DONE;
    }
}
