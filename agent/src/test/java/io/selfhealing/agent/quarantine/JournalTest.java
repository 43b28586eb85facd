package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournalTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch syncBegan = new CountDownLatch(1);
    private final CountDownLatch diskAnswers = new CountDownLatch(1);
    private final AtomicInteger syncs = new AtomicInteger();
    private boolean syncFails;

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void linesThatAreWrittenWhileTheDiskIsBusyShareTheNextSync() throws Exception {
        Journal journal = Journal.create(path -> new SlowFile(), Path.of("home"));
        List<Future<?>> waiting = writeWhileTheDiskIsBusy(journal);
        diskAnswers.countDown();
        for (Future<?> line : waiting) {
            line.get(20, TimeUnit.SECONDS);
        }
        assertThat(syncs).hasValue(2);
    }

    @Test
    void aFailedSyncVouchesForNothingThatWasWrittenBeforeItFailed() throws Exception {
        syncFails = true;
        Journal journal = Journal.create(path -> new SlowFile(), Path.of("home"));
        List<Future<?>> waiting = writeWhileTheDiskIsBusy(journal);
        diskAnswers.countDown();
        for (Future<?> line : waiting) {
            assertThat(line)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(IOException.class);
        }
        assertThat(syncs).hasValue(1);
        assertThat(journal.isOpen()).isFalse();
    }

    @Test
    void whatIsDurableStaysSoWhenTheJournalIsGivenUp() throws Exception {
        diskAnswers.countDown();
        Journal journal = Journal.create(path -> new SlowFile(), Path.of("home"));
        long first = journal.write(new byte[10]);
        journal.sync(first);
        long second = journal.write(new byte[10]);
        journal.seal();
        journal.sync(first);
        assertThatIOException().isThrownBy(() -> journal.sync(second));
    }

    private List<Future<?>> writeWhileTheDiskIsBusy(Journal journal) throws Exception {
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long position = journal.write(new byte[10]);
            waiting.add(threads.submit(() -> {
                journal.sync(position);
                return null;
            }));
            syncBegan.await();
        }
        return waiting;
    }

    private final class SlowFile implements Disk.JournalFile {
        @Override
        public void write(byte[] bytes) {}

        @Override
        public void sync() throws IOException {
            syncs.incrementAndGet();
            syncBegan.countDown();
            try {
                diskAnswers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (syncFails) {
                throw new IOException("input/output error");
            }
        }

        @Override
        public boolean isInPlace() {
            return true;
        }

        @Override
        public void delete() {}

        @Override
        public void close() {}
    }
}
