package io.selfhealing.agent.cli;

import io.selfhealing.agent.audit.AuditHead;
import io.selfhealing.agent.audit.AuditTrail;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Whether any line of the audit was removed or altered; exit 1 where one was.",
            "Prints the head: kept elsewhere, it shows later whether anything before it was touched."
        },
        footer = {"  audit verify .self-healing", "  audit verify .self-healing --head 12:9f86d081…"})
final class AuditVerifyCommand extends HomeCommand {
    @Option(names = "--head", paramLabel = "HEAD", description = "what an earlier audit verify printed")
    private @Nullable String head;

    AuditVerifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException, Misuse {
        AuditHead known = head == null ? null : AuditHead.of(head);
        if (head != null && known == null) {
            throw new Misuse("--head is no head: " + head + "; audit verify prints one");
        }
        if (known == null) {
            HomeDirectory.require(home); // With a head, an audit that was taken away is a finding.
        }
        AuditTrail trail = AuditTrail.read(home, known, (number, line) -> {});
        trail.findings().forEach(out::println);
        out.printf(
                "%d lines, %s; head %s%n",
                trail.head().number(),
                trail.findings().isEmpty()
                        ? "none removed or altered"
                        : trail.findings().size() + " findings",
                trail.head());
        return trail.findings().isEmpty() ? DONE : FAILED;
    }
}
