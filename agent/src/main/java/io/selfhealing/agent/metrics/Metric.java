package io.selfhealing.agent.metrics;

import java.util.List;
import java.util.Locale;

/** Every metric, once; {@code docs/metrics.md} is generated from it. */
public enum Metric {
    EVENTS(
            "selfhealing_events",
            Type.COUNTER,
            List.of("kind"),
            "Events since the start, by their kind, whether or not they could be written down."),
    SWALLOWED_ERRORS(
            "selfhealing_swallowed_errors",
            Type.COUNTER,
            List.of(),
            "Errors of the agent that were kept from the application: each is a defect."),
    TABLE_EVENTS(
            "selfhealing_table_events",
            Type.COUNTER,
            List.of("kind", "database", "table"),
            "The same for each table, of at most 500 kinds and tables; those that come later are `(others)`."),
    MODE("selfhealing_mode", Type.GAUGE, List.of("mode"), "1 for the mode in which the agent is, 0 for the others."),
    DATABASES("selfhealing_databases", Type.GAUGE, List.of(), "Databases that the application has connected to."),
    DATABASE_DOWN(
            "selfhealing_database_down", Type.GAUGE, List.of("database"), "1 while a database counts as down, else 0."),
    QUARANTINE_WAITING(
            "selfhealing_quarantine_waiting",
            Type.GAUGE,
            List.of("database", "table"),
            "Values that writes went without and that wait for their column, as far as this process knows."),
    SPOOL_WAITING(
            "selfhealing_spool_waiting", Type.GAUGE, List.of(), "Transactions on disk that wait for their database."),
    SPOOL_DEAD(
            "selfhealing_spool_dead", Type.GAUGE, List.of(), "Transactions on disk that their database does not take."),
    SPOOL_BYTES("selfhealing_spool_bytes", Type.GAUGE, List.of(), "What the spool takes on disk."),
    SPOOL_OLDEST(
            "selfhealing_spool_oldest_seconds",
            Type.GAUGE,
            List.of(),
            "How long the oldest transaction on disk has waited; 0 where none waits."),
    STORE_WRITTEN(
            "selfhealing_store_written",
            Type.COUNTER,
            List.of(),
            "Events that are counted in a row of `detected_errors`; one about two problems counts twice."),
    STORE_DROPPED(
            "selfhealing_store_dropped",
            Type.COUNTER,
            List.of(),
            "Events that should be there and are not: too many problems at once, or the database did not take them."),
    STORE_WAITING(
            "selfhealing_store_waiting",
            Type.GAUGE,
            List.of(),
            "Problems that wait to be written to `detected_errors`."),
    START("selfhealing_start_time_seconds", Type.GAUGE, List.of(), "When the agent started, in seconds since 1970.");

    /** What its numbers do. */
    public enum Type {
        /** It only grows; in the text its name ends in {@code _total}. */
        COUNTER,
        /** It goes up and down. */
        GAUGE
    }

    private final String title;
    private final Type type;
    /** Parted by commas. */
    private final String labels;

    private final String help;

    Metric(String title, Type type, List<String> labels, String help) {
        this.title = title;
        this.type = type;
        this.labels = String.join(",", labels);
        this.help = help;
    }

    String title() {
        return title;
    }

    Type type() {
        return type;
    }

    /** Of its numbers; none where there is one alone. */
    List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
    }

    String help() {
        return help;
    }

    /** A row of the table in the documentation. */
    String row() {
        String name = type == Type.COUNTER ? title + "_total" : title;
        return "| `" + name + (labels.isEmpty() ? "" : "{" + labels + "}") + "` | "
                + type.name().toLowerCase(Locale.ROOT) + " | " + help + " |";
    }
}
