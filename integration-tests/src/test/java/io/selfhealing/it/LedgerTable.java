package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import java.sql.SQLException;
import java.util.List;

/** Waits for what a replay does beside the application. */
final class LedgerTable {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final long PAUSE_MILLIS = 50;
    /** Between the table's being there and the agent's having tried it. */
    private static final long TRIED_MILLIS = 700;

    private LedgerTable() {}

    /** Until the agent knows by what it can make a write exactly once. */
    static void await(Bench bench) throws Exception {
        long deadline = deadline();
        while (!isThere(bench) && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
        }
        Thread.sleep(TRIED_MILLIS);
    }

    private static boolean isThere(Bench bench) {
        try {
            return bench.rows("select count(*) from selfhealing_ledger").size() == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Until these are the rows, and no others. */
    static void awaitRows(Bench bench, String query, String... rows) throws Exception {
        long deadline = deadline();
        while (!bench.rows(query).equals(List.of(rows)) && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
        }
        assertThat(bench.rows(query)).containsExactly(rows);
    }

    /** Until these are among the rows. */
    static void awaitThere(Bench bench, String query, String... rows) throws Exception {
        long deadline = deadline();
        while (!bench.rows(query).containsAll(List.of(rows)) && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
        }
        assertThat(bench.rows(query)).contains(rows);
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    }
}
