package io.selfhealing.agent.event;

import io.selfhealing.agent.config.LogLevel;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Lets the libraries inside the agent log: warnings and errors, on the console. SLF4J finds it by its service file. */
public final class ConsoleLoggingProvider implements SLF4JServiceProvider {
    private final ILoggerFactory loggers;
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** Called by SLF4J. */
    public ConsoleLoggingProvider() {
        this(new Console(System.err, LogLevel.WARN));
    }

    ConsoleLoggingProvider(Console console) {
        loggers = name -> new ConsoleLogger(name, console);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
