package io.selfhealing.agent;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Reading;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.instrument.DoorPlacement;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
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
        Reading reading =
                SettingsReader.read(arguments, System.getProperties(), System.getenv(), Files::newBufferedReader);
        Console console = new Console(System.err, reading.settings().logLevel());
        reading.warnings().forEach(console::warn);
        if (reading.settings().mode() == Mode.OFF) {
            console.debug("selfhealing.mode is off: no class is touched");
            return;
        }
        if (!DoorPlacement.place(instrumentation)) {
            console.warn("already loaded in this JVM; this second load is ignored");
            return;
        }
        Wiring.open(reading.settings(), console, instrumentation);
    }
}
