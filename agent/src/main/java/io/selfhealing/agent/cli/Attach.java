package io.selfhealing.agent.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Brings the agent to JVMs that run already, and speaks to the agents there. */
final class Attach {
    private static final String STARTED = "selfhealing.agent.started";
    private static final String MODE = "selfhealing.agent.mode";
    private static final String SAID = "selfhealing.agent.said";

    private Attach() {}

    /** Loads the jar into the JVM with that process id, or hands the settings to the agent that is there. */
    static void to(String pid, List<String> settings, File jar, PrintStream out) throws Failed {
        VirtualMachine machine = open(pid);
        try {
            boolean there = machine.getSystemProperties().containsKey(STARTED);
            machine.loadAgent(jar.getAbsolutePath(), arguments(settings));
            Properties after = machine.getSystemProperties();
            if (!after.containsKey(STARTED)) {
                boolean off = settings.contains("mode=off");
                throw new Failed(
                        off
                                ? "mode is off: the agent stays out of " + pid
                                : "the agent could not start in " + pid + ": its standard error says why",
                        null);
            }
            out.println(
                    there
                            ? pid + ": " + after.getProperty(SAID, "already here")
                            : pid + ": the agent is here, in mode " + after.getProperty(MODE, "unknown"));
        } catch (AgentLoadException | AgentInitializationException | IOException e) {
            throw new Failed("the agent could not be loaded into " + pid + ": " + e.getMessage(), e);
        } finally {
            close(machine);
        }
    }

    /** One line for each JVM of this user: process id, agent and mode, what it runs. */
    static void list(PrintStream out) {
        String own = Long.toString(ProcessHandle.current().pid());
        for (VirtualMachineDescriptor each : VirtualMachine.list()) {
            if (!each.id().equals(own)) {
                String runs = each.displayName().isBlank()
                        ? "(unknown)"
                        : each.displayName().split(" ", 2)[0];
                out.println(each.id() + "\t" + agentIn(each.id()) + "\t" + runs);
            }
        }
    }

    private static String agentIn(String pid) {
        try {
            VirtualMachine machine = open(pid);
            try {
                Properties properties = machine.getSystemProperties();
                return properties.containsKey(STARTED)
                        ? "agent: " + properties.getProperty(MODE, "starting")
                        : "no agent";
            } finally {
                close(machine);
            }
        } catch (Failed | IOException e) {
            return "cannot be looked into: " + e.getMessage();
        }
    }

    private static VirtualMachine open(String pid) throws Failed {
        try {
            return VirtualMachine.attach(pid);
        } catch (AttachNotSupportedException e) {
            throw new Failed(
                    pid + " cannot be attached to: it is no Java process, or does not answer: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Failed(reason(pid, String.valueOf(e.getMessage())), e);
        } catch (SecurityException e) {
            throw new Failed(pid + " may not be attached to: " + e.getMessage(), e);
        }
    }

    private static String reason(String pid, String said) {
        if (said.contains("No such process")) {
            return "there is no process " + pid;
        }
        return said.contains("not permitted") || said.contains("denied") || said.contains("not owned")
                ? pid + " belongs to another user: run this as that user (" + said + ")"
                : pid + " cannot be attached to: " + said;
    }

    /** As after {@code -javaagent:…=}: a comma inside a value is written with a backslash. */
    private static @Nullable String arguments(List<String> settings) {
        return settings.isEmpty()
                ? null
                : String.join(
                        ",",
                        settings.stream().map(each -> each.replace(",", "\\,")).toList());
    }

    private static void close(VirtualMachine machine) {
        try {
            machine.detach();
        } catch (IOException e) {
            // Nothing is left open over there.
        }
    }
}
