package io.selfhealing.benchmarks.soak.app;

/** What a version of a row holds: each value tells whose it is, so that none can be taken for another's. */
public final class Values {
    private Values() {}

    /** The text for the column {@code owner}. */
    public static String owner(long id, int version) {
        return "o-" + id + "-" + version;
    }

    /** The text for the column {@code note}. */
    public static String note(long id, int version) {
        return "n-" + id + "-" + version;
    }

    /** The number for the column {@code amount}. */
    public static int amount(long id, int version) {
        return (int) ((id * 31 + version) % 1_000_003);
    }
}
