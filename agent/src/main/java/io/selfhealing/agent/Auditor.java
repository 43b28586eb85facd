package io.selfhealing.agent;

import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Reason;
import java.io.IOException;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Writes into the audit what the agent began to do of itself: the first heal of each kind in this process. */
final class Auditor implements Consumer<HealEvent> {
    private static final Set<EventKind> ACTS = Set.of(EventKind.HEALED, EventKind.LEFT_OUT);

    private final AuditLog audit;
    private final Console console;
    private boolean failed;

    Auditor(AuditLog audit, Console console) {
        this.audit = audit;
        this.console = console;
    }

    @Override
    public void accept(HealEvent event) {
        if (!ACTS.contains(event.kind())) {
            return;
        }
        String on = event.database() + " " + event.table();
        try {
            audit.append(new AuditEntry(AuditEntry.AGENT, event.kind().toString(), on, why(event)));
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                console.warn("what the agent does cannot be written to its audit: " + e);
            }
        }
    }

    private static String why(HealEvent event) {
        StringJoiner why = new StringJoiner("; ");
        event.mapping().forEach((from, to) -> why.add(from + " -> " + (to == null ? "(left out)" : to)));
        for (Reason reason : event.evidence()) {
            why.add(reason.kind() + " " + reason.confidence() + ": " + reason.detail());
        }
        return why.toString();
    }
}
