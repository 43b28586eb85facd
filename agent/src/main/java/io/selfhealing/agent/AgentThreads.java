package io.selfhealing.agent;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent's own threads: daemons that keep no class of the application alive and whose JDBC calls pass the door. */
final class AgentThreads implements ThreadFactory {
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(
                null,
                () -> {
                    SelfHealingDoor.enter();
                    work.run();
                },
                "self-healing-" + number.incrementAndGet(),
                0,
                false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
