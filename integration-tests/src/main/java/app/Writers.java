package app;

import java.util.List;

/** Threads that write a row at a time, each in its own transaction, each row with a number that no other has. */
public interface Writers {
    void start();

    /** Rows whose write returned 1 so far. */
    int landed();

    /** Waits until every row was tried. */
    void join() throws InterruptedException;

    /** What the writes threw, or the counts other than 1 that they returned. */
    List<String> failures();
}
