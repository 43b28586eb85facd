package io.selfhealing.benchmarks.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** With what the application is started. */
enum Variant {
    PLAIN("plain Java"),
    /** The same once more: what it differs from {@link #PLAIN} is the noise. */
    AGAIN("plain again (noise)"),
    /** An agent that does nothing: what the JVM itself takes for letting any agent in. */
    EMPTY("an empty agent"),
    AGENT("self-healing agent"),
    OPENTELEMETRY("OpenTelemetry agent");

    private final String title;

    Variant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** @param home an empty directory in which it may write */
    List<String> flags(Options options, Path home) {
        List<String> flags = new ArrayList<>();
        switch (this) {
            case PLAIN, AGAIN -> {}
            case EMPTY -> flags.add("-javaagent:" + EmptyAgent.in(home.resolve("empty-agent.jar")));
            case AGENT -> {
                flags.add("-javaagent:" + options.agent());
                flags.add("-Dselfhealing.home=" + home);
                flags.addAll(options.agentFlags());
            }
            case OPENTELEMETRY -> {
                flags.add("-javaagent:" + options.openTelemetry());
                for (String signal : List.of("traces", "metrics", "logs")) {
                    flags.add("-Dotel." + signal + ".exporter=none");
                }
            }
        }
        return flags;
    }
}
