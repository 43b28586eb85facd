package io.selfhealing.benchmarks.comparison;

/** Where the rows go. */
enum Engine {
    H2("H2 in memory"),
    POSTGRESQL("PostgreSQL over loopback");

    private final String title;

    Engine(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
