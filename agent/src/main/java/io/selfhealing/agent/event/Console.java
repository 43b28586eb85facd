package io.selfhealing.agent.event;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Printable;
import java.io.PrintStream;

/**
 * What the agent says to whoever watches the process: lines on standard error that begin with {@code [self-healing]}.
 * Standard output and logging frameworks are the application's.
 */
public final class Console {
    private final PrintStream stream;
    private final LogLevel level;

    /**
     * A console.
     *
     * @param stream standard error, as it was when the agent started: the application may put its own in place
     * @param level what is less important is not said
     */
    public Console(PrintStream stream, LogLevel level) {
        this.stream = stream;
        this.level = level;
    }

    public void error(String text) {
        say(LogLevel.ERROR, text);
    }

    public void warn(String text) {
        say(LogLevel.WARN, text);
    }

    public void info(String text) {
        say(LogLevel.INFO, text);
    }

    public void debug(String text) {
        say(LogLevel.DEBUG, text);
    }

    /** One line, whatever is in the text. */
    void say(LogLevel importance, String text) {
        if (level.includes(importance)) {
            stream.println(
                    "[self-healing] " + importance.name() + " " + Printable.line(text.replaceAll("[\\r\\n\\t]+", " ")));
        }
    }
}
