package io.selfhealing.agent;

import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.event.Console;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the audit on a thread of its own, which is there only while there is something to write: whoever changes what the agent
 * does must not wait for a disk.
 */
final class Audits implements Consumer<AuditEntry> {
    private static final int MOST_WAITING = 1_000;

    private final @Nullable AuditLog audit;
    private final Console console;
    private final ThreadFactory threads;
    private final Queue<AuditEntry> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean failed;

    /** @param audit null where nothing can be kept */
    Audits(@Nullable AuditLog audit, Console console, ThreadFactory threads) {
        this.audit = audit;
        this.console = console;
        this.threads = threads;
    }

    @Override
    public synchronized void accept(AuditEntry entry) {
        if (audit == null || waiting.size() == MOST_WAITING) {
            return;
        }
        waiting.add(entry);
        if (!writing) {
            writing = true;
            threads.newThread(() -> write(audit)).start();
        }
    }

    private void write(AuditLog log) {
        for (AuditEntry next = next(); next != null; next = next()) {
            try {
                log.append(next);
            } catch (IOException e) {
                complain(next, e);
            }
        }
    }

    private synchronized @Nullable AuditEntry next() {
        AuditEntry next = waiting.poll();
        writing = next != null;
        return next;
    }

    private void complain(AuditEntry entry, IOException e) {
        if (!failed) {
            failed = true;
            console.warn("what changes the agent cannot be written to its audit (" + entry.act() + "): " + e);
        }
    }
}
