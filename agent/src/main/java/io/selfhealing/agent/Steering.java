package io.selfhealing.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.admin.Commands;
import io.selfhealing.agent.admin.ControlServer;
import io.selfhealing.agent.admin.JmxRegistration;
import io.selfhealing.agent.admin.OffFile;
import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.config.Control;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/**
 * Who may change what the agent does while it runs: the file OFF from the first moment, and the control socket and JMX once the
 * application has had the time to start.
 */
final class Steering {
    private static final long LATER_MILLIS = 2_000;
    private static final long JMX_LOOK_MILLIS = 1_000;

    private final Settings settings;
    private final OffFile off;
    private final ModeChange change;
    private final Status status;
    private final Commands commands = new Commands(SelfHealingDoor::count);
    private final Console console;
    private final ThreadFactory threads;

    Steering(Settings settings, OffFile off, ModeChange change, Status status, Console console, ThreadFactory threads) {
        this.settings = settings;
        this.off = off;
        this.change = change;
        this.status = status;
        this.console = console;
        this.threads = threads;
        commands.add("status", arguments -> status.told()).add("mode", this::mode);
    }

    /** Where others add what they can be asked. */
    Commands commands() {
        return commands;
    }

    /** @param killed whether the file was there at the start */
    void begin(boolean killed) {
        if (killed) {
            change.kill(true);
        }
        threads.newThread(() -> off.watch(killed, change::kill)).start();
        threads.newThread(this::listen).start();
    }

    private void listen() {
        try {
            Thread.sleep(LATER_MILLIS);
            if (JmxRegistration.isPossible()) {
                threads.newThread(this::register).start();
            }
            if (settings.control() == Control.ON) {
                new ControlServer(settings.home(), ProcessHandle.current().pid(), commands, threads, console::warn)
                        .run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    private void register() {
        JmxAgent bean = new JmxAgent(settings.home(), change, status);
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

    private ObjectNode mode(JsonNode arguments) throws Refusal {
        ObjectNode answer = new JsonMapper().createObjectNode();
        String asked = arguments.path("mode").asText("");
        if (!asked.isEmpty()) {
            Mode next = named(asked);
            answer.put("said", change.to(next));
            if (change.mode() != next) {
                throw new Refusal(answer.path("said").asText());
            }
        }
        return answer.put("mode", change.mode().toString());
    }

    static Mode named(String mode) throws Refusal {
        try {
            return Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusal("there is no mode '" + mode + "'; there are heal, observe, off");
        }
    }
}
