package io.selfhealing.agent.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "replay",
        description = {
            "Has running agents write now what waits, also what failed a moment ago, and shows how they get on.",
            "Exit 1 where something waits still: a database is down, or a record is refused. Whoever ends this command ends the"
                    + " watching alone."
        },
        footer = "  spool replay .self-healing")
final class SpoolReplayCommand extends SpoolOfHome {
    SpoolReplayCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        List<OpenSpool> open = open();
        for (OpenSpool each : open) {
            each.told("spool-replay", OpenSpool.arguments());
        }
        return watch(open) ? DONE : FAILED;
    }
}
