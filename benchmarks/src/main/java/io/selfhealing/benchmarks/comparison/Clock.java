package io.selfhealing.benchmarks.comparison;

/** Which time is measured. */
enum Clock {
    /** What the application waits. Only on a machine that has nothing else to do. */
    WALL("time on the wall"),
    /** What its threads spend on a processor, without the database server's part: also on a machine that others use. */
    CPU("processor time of the threads");

    private final String title;

    Clock(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
