package io.selfhealing.agent.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Says how far long work has come, in one line that is written anew: from the first second on, twice a second. */
final class Progress implements AutoCloseable {
    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long NEXT_NANOS = 500_000_000;

    private final PrintStream err;
    private final String what;
    private final LongSupplier nanos;
    private long nextAt;
    private long done;
    private boolean said;

    /** @param what is counted, for people */
    Progress(PrintStream err, String what, LongSupplier nanos) {
        this.err = err;
        this.what = what;
        this.nanos = nanos;
        this.nextAt = nanos.getAsLong() + FIRST_NANOS;
    }

    /** One more is done. */
    void one() {
        at(done + 1, 0);
    }

    /** @param all 0 where that is not known */
    void at(long number, long all) {
        done = number;
        long now = nanos.getAsLong();
        if (now - nextAt >= 0) {
            nextAt = now + NEXT_NANOS;
            said = true;
            err.print("\r" + done + (all > 0 ? " of " + all : "") + " " + what + "\033[K");
            err.flush();
        }
    }

    /** Ends the line. */
    @Override
    public void close() {
        if (said) {
            err.println();
        }
    }
}
