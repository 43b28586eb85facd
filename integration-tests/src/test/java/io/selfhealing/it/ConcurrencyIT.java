package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.Writers;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;

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
        assertThat(bench.rows("select count(*), count(distinct id) from messages"
                        + " where flub = " + bench.sql().concat("'sender-'", "id") + " and content = "
                        + bench.sql().concat("'content-'", "id")))
                .containsExactly("1200|1200");
        assertThat(bench.rows("select count(*) from messages")).containsExactly("1200");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    private static void awaitLanded(Writers writers, int rows) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (writers.landed() < rows && writers.failures().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }
}
