package io.selfhealing.agent;

import io.selfhealing.agent.admin.Commands;
import io.selfhealing.agent.admin.ControlServer;
import io.selfhealing.agent.admin.JmxRegistration;
import io.selfhealing.agent.admin.OffFile;
import io.selfhealing.agent.config.Control;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Who may change what the agent does while it runs: the file OFF from the first moment, and the control socket and JMX once the
 * application has had the time to start. Nothing of the latter two is loaded before.
 */
final class Steering {
    private static final long LATER_MILLIS = 2_000;
    private static final long JMX_LOOK_MILLIS = 1_000;

    private final Settings settings;
    private final Home home;
    private final OffFile off;
    private final ModeChange change;
    private final Supplier<Status> status;
    private final Console console;
    private final ThreadFactory threads;
    private final List<BiConsumer<Commands, Status>> more = new CopyOnWriteArrayList<>();

    /** @param status asked once, after the application has had the time to start */
    Steering(
            Settings settings,
            Home home,
            OffFile off,
            ModeChange change,
            Supplier<Status> status,
            Console console,
            ThreadFactory threads) {
        this.settings = settings;
        this.home = home;
        this.off = off;
        this.change = change;
        this.status = status;
        this.console = console;
        this.threads = threads;
    }

    /** Adds to what the agent can be asked, or tells of itself, when the time for that has come. */
    Steering with(BiConsumer<Commands, Status> addition) {
        more.add(addition);
        return this;
    }

    /** @param killed whether the file was there at the start */
    void begin(boolean killed) {
        if (killed) {
            change.kill(true, By.file(settings.home()));
        }
        threads.newThread(() -> off.watch(killed, there -> change.kill(there, By.file(settings.home()))))
                .start();
        threads.newThread(this::listen).start();
    }

    private void listen() {
        try {
            Thread.sleep(LATER_MILLIS);
            tellWhatDoesNotLast();
            Status told = status.get();
            if (JmxRegistration.isPossible()) {
                threads.newThread(() -> register(told)).start();
            }
            if (settings.control() == Control.ON && home.lasting()) {
                Commands commands = AgentCommands.of(told, change);
                more.forEach(addition -> addition.accept(commands, told));
                new ControlServer(settings.home(), ProcessHandle.current().pid(), commands, threads, console::warn)
                        .run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    /** Not before the application has begun: to ask for the kind of a file system is to read a table of all of them. */
    private void tellWhatDoesNotLast() {
        String end = home.lasting() && settings.mode() == Mode.HEAL ? Footing.end(home.directory()) : null;
        if (end != null) {
            console.warn("what is left out of a write, or waits for its database, is kept in "
                    + home.directory().toAbsolutePath().normalize() + ", on " + end
                    + ": have selfhealing.home lead to a directory on a volume or a disk");
        }
    }

    private void register(Status told) {
        JmxAgent bean = new JmxAgent(settings.home(), change, told);
        try {
            while (!JmxRegistration.register(bean)) {
                Thread.sleep(JMX_LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            console.debug("the agent is not in JMX: " + e);
        }
    }
}
