package io.selfhealing.agent.cli;

import io.selfhealing.agent.audit.AuditTrail;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Who changed what the agent does, and what it first did of itself; one JSON object a line.",
        footer = "  audit list .self-healing")
final class AuditListCommand extends HomeCommand {
    @Option(names = "--json", description = "one JSON object a line, as without it")
    void json(boolean unused) {}

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
