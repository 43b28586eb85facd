package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "retry",
        description = {
            "Has running agents try dead letters once more: after what was in their way has been mended.",
            "What the database refuses again is a dead letter again. An old UPDATE may go over a newer one of the same row."
        },
        footer = {
            "  spool retry .self-healing --all",
            "  spool retry .self-healing 0f7e2c1a-5b0e-4c7e-9a53-0d2f6f0c1b2a:17"
        })
final class SpoolRetryCommand extends SpoolOfRecords {
    SpoolRetryCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        SpoolChoice choice = choice();
        List<OpenSpool> open = open();
        new AuditLog(home, InstantSource.system())
                .append(AuditEntry.ofOperator("spool retry", "dead letters", choice.words()));
        long retried = 0;
        try (Progress progress = new Progress(err, "dead letters", System::nanoTime)) {
            for (OpenSpool each : open) {
                for (ObjectNode request : requests(choice.records(), choice.database())) {
                    retried += all(each, "spool-retry", request, "retried", progress);
                }
            }
        }
        if (retried < choice.records().size()) {
            err.println(choice.records().size() - retried + " of the records are no dead letters here");
        }
        out.println(
                json ? OpenSpool.arguments().put("retried", retried) : retried + " dead letters are tried once more");
        return watch(open) && retried >= choice.records().size() ? DONE : FAILED;
    }
}
