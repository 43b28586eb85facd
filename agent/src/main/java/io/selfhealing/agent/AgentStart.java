package io.selfhealing.agent;

import io.selfhealing.agent.instrument.DoorPlacement;
import java.io.File;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where the premain hands over. It must not link to the door, which does not exist before it is placed. */
public final class AgentStart {
    private AgentStart() {}

    /**
     * Starts the agent in this JVM.
     *
     * @param arguments what follows the jar's name in {@code -javaagent:}, or null
     * @param jar the agent's own jar
     */
    public static void start(@Nullable String arguments, Instrumentation instrumentation, File jar) {
        if (!DoorPlacement.place(instrumentation)) {
            System.err.println("[self-healing] already loaded in this JVM; this second load is ignored");
        }
    }
}
