package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "discard",
        description = {
            "Takes dead letters away for good, and with --waiting records that wait: they will never be in their database.",
            "Asks first; spool export keeps what is needed. Running agents do it themselves; of processes that are gone it is"
                    + " done here. It is in the audit."
        },
        footer = {"  spool discard .self-healing --all", "  spool discard .self-healing --all --waiting --yes"})
final class SpoolDiscardCommand extends SpoolOfRecords {
    @Option(names = "--waiting", description = "records that wait as well, and not dead letters alone")
    private boolean waiting;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    SpoolDiscardCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException, SpoolException {
        SpoolChoice choice = choice();
        SpoolDiscard discard = new SpoolDiscard(home, choice, waiting, SpoolOfDirectory.key(), err);
        long meant = discard.count();
        if (meant == 0) {
            err.println("nothing that is meant is there");
            return choice.records().isEmpty() ? DONE : FAILED;
        }
        String what = meant + (waiting ? " records" : " dead letters");
        if (!yes && !Confirmation.given("discard " + what + " for good?", "nothing is discarded", err)) {
            return FAILED;
        }
        long gone = discard.run();
        out.println(json ? OpenSpool.arguments().put("discarded", gone) : gone + " records are discarded");
        return gone >= choice.records().size() ? DONE : FAILED;
    }
}
