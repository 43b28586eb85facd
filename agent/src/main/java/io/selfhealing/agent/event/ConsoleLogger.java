package io.selfhealing.agent.event;

import io.selfhealing.agent.config.LogLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A library's logger. */
final class ConsoleLogger extends LegacyAbstractLogger {
    private final transient Console console;

    ConsoleLogger(String name, Console console) {
        this.name = name;
        this.console = console;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        console.say(
                level == Level.ERROR ? LogLevel.ERROR : LogLevel.WARN,
                name + ": " + text + (thrown == null ? "" : " (" + thrown + ")"));
    }
}
