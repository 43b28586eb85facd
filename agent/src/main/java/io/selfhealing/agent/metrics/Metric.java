package io.selfhealing.agent.metrics;

import java.util.Locale;

/** Every metric, once; {@code docs/metrics.md} is generated from it. */
public enum Metric {
    EVENTS(
            "selfhealing_events",
            Type.COUNTER,
            "kind",
            "Events since the start, by their kind, whether or not they could be written down."),
    SWALLOWED_ERRORS(
            "selfhealing_swallowed_errors",
            Type.COUNTER,
            "",
            "Errors of the agent that were kept from the application: each is a defect."),
    MODE("selfhealing_mode", Type.GAUGE, "mode", "1 for the mode in which the agent is, 0 for the others."),
    DATABASES("selfhealing_databases", Type.GAUGE, "", "Databases that the application has connected to."),
    STORE_WRITTEN(
            "selfhealing_store_written",
            Type.COUNTER,
            "",
            "Events that are counted in a row of `detected_errors`; one about two problems counts twice."),
    STORE_DROPPED(
            "selfhealing_store_dropped",
            Type.COUNTER,
            "",
            "Events that should be there and are not: too many problems at once, or the database did not take them."),
    STORE_WAITING(
            "selfhealing_store_waiting", Type.GAUGE, "", "Problems that wait to be written to `detected_errors`."),
    START("selfhealing_start_time_seconds", Type.GAUGE, "", "When the agent started, in seconds since 1970.");

    /** What its numbers do. */
    public enum Type {
        /** It only grows; in the text its name ends in {@code _total}. */
        COUNTER,
        /** It goes up and down. */
        GAUGE
    }

    private final String title;
    private final Type type;
    private final String label;
    private final String help;

    Metric(String title, Type type, String label, String help) {
        this.title = title;
        this.type = type;
        this.label = label;
        this.help = help;
    }

    String title() {
        return title;
    }

    Type type() {
        return type;
    }

    /** Of its numbers; empty where there is one alone. */
    String label() {
        return label;
    }

    String help() {
        return help;
    }

    /** A row of the table in the documentation. */
    String row() {
        String name = type == Type.COUNTER ? title + "_total" : title;
        return "| `" + name + (label.isEmpty() ? "" : "{" + label + "}") + "` | "
                + type.name().toLowerCase(Locale.ROOT) + " | " + help + " |";
    }
}
