package io.selfhealing.benchmarks.soak;

/** What must not grow, and by how much it may over the second half before that counts as growth. */
enum Gauge {
    HEAP("heap after a collection, MiB", 1.5),
    THREADS("threads that last", 1),
    CONNECTIONS("connections, the agent's included", 1),
    PREPARED("prepared statements on the server", 16),
    DESCRIPTORS("open files and sockets", 2),
    FILES("files in the agent's home", 1);

    private final String title;
    private final double allowance;

    Gauge(String title, double allowance) {
        this.title = title;
        this.allowance = allowance;
    }

    String title() {
        return title;
    }

    double allowance() {
        return allowance;
    }

    double of(Sample sample) {
        return switch (this) {
            case HEAP -> sample.heapMib();
            case THREADS -> sample.lastingThreads();
            case CONNECTIONS -> sample.connections();
            case PREPARED -> sample.prepared();
            case DESCRIPTORS -> sample.descriptors();
            case FILES -> sample.files();
        };
    }
}
