package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.Writers;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;

class ConcurrencyIT {
    private static final int THREADS = 6;
    private static final int ROWS = 200;

    @DatabaseTest
    void sixThreadsWriteThroughTwoRenamesWithoutLosingOrMisplacingARow(Bench bench) throws Exception {
        Messages.create(bench);
        Writers writers = bench.application().writers(Messages.INSERT, THREADS, ROWS);

        writers.start();
        awaitLanded(writers, THREADS * ROWS / 4);
        bench.rename("messages", "sender", "zorp");
        awaitLanded(writers, THREADS * ROWS / 2);
        bench.rename("messages", "zorp", "flub");
        writers.join();

        assertThat(writers.failures().stream().limit(5)).isEmpty();
        assertThat(writers.landed()).isEqualTo(THREADS * ROWS);
        String right = "flub = " + bench.sql().concat("'sender-'", "id") + " and content = "
                + bench.sql().concat("'content-'", "id");
        String there = "select count(*) from messages where ";
        long moved = Long.parseLong(bench.rows(there + right).get(0));
        assertThat(moved).isPositive();
        assertThat(bench.rows("select count(*), count(distinct id) from messages"))
                .containsExactly("1200|1200");
        if (bench.engine() == Engine.POSTGRESQL) {
            assertThat(moved).isEqualTo(1200);
            assertThat(bench.events("healed")).isNotEmpty();
            return;
        }
        // Until the rows tell where the column is, nothing else does: such a value is kept.
        assertThat(bench.rows(there + "flub is null")).containsExactly(Long.toString(1200 - moved));
        assertThat(bench.quarantine().stream().filter(value -> value.state().equals("landed")))
                .hasSize((int) (1200 - moved));
    }

    private static void awaitLanded(Writers writers, int rows) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (writers.landed() < rows && writers.failures().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }
}
