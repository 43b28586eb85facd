package io.selfhealing.agent;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Reading;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.instrument.DoorPlacement;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where the premain hands over. It must not link to the door, which does not exist before it is placed. */
public final class AgentStart {
    /** Set by whoever calls, so that nobody calls twice. */
    private static final String STARTED = "selfhealing.agent.started";

    private AgentStart() {}

    /**
     * Starts the agent in this JVM.
     *
     * @param arguments what follows the jar's name in {@code -javaagent:}, or null
     * @param jar the agent's own jar
     * @param late whether the application runs already
     */
    public static void start(@Nullable String arguments, Instrumentation instrumentation, File jar, boolean late) {
        Properties properties = System.getProperties();
        Reading reading = late
                ? SettingsReader.readAttached(arguments, properties, System.getenv(), Files::newBufferedReader)
                : SettingsReader.read(arguments, properties, System.getenv(), Files::newBufferedReader);
        Console console = new Console(System.err, reading.settings().logLevel());
        reading.warnings().forEach(console::warn);
        if (reading.settings().mode() == Mode.OFF) {
            console.debug("selfhealing.mode is off: no class is touched");
            properties.remove(STARTED); // It may still be attached, in another mode.
            return;
        }
        if (ModuleLayer.boot().findModule("java.sql").isEmpty()) {
            console.info("this Java has no module java.sql: no class is touched");
            return;
        }
        if (!DoorPlacement.place(instrumentation)) {
            console.warn("already loaded in this JVM; this second load is ignored");
            return;
        }
        Wiring.open(reading.settings(), console, instrumentation, late);
    }
}
