package io.selfhealing.agent.event.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Recurring;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More events than anybody could want to read. */
class StormTest {
    private static final int THREADS = 8;
    private static final int EACH = 100_000;
    private static final int STRANGE = 3_000;
    private static final long MOST_BYTES = 1 << 20;
    private static final ThreadFactory DAEMONS = work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    };

    @TempDir
    private Path home;

    @Test
    void rowsAndFilesAreBoundedAndEveryEventIsCountedSomewhere() throws Exception {
        Console mute = new Console(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), LogLevel.ERROR);
        try (StoreRig rig = new StoreRig(Server.H2.emptyDatabase(), TablesSettings.Use.CREATE)) {
            EventLog log =
                    EventLog.start(home, () -> Mode.HEAL, MOST_BYTES, InstantSource.system(), mute, DAEMONS, true);
            log.onEach(rig.store);
            List<Recurring> recurring = new ArrayList<>();
            for (int column = 0; column < 20; column++) {
                recurring.add(new Recurring(rig.renamed("c" + column, "d" + column)));
            }
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(new Thread(() -> heal(log, recurring)));
            }
            threads.forEach(Thread::start);
            for (int i = 0; i < STRANGE; i++) {
                HealEvent strange = rig.refused("public.t" + i);
                log.record(strange);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(log.flush(StoreRig.LONG)).isTrue();
            rig.store.flush(Duration.ofSeconds(20));

            StoreCounts counts = rig.store.counts();
            long unheard = log.counts().of(EventKind.DROPPED);
            assertThat(counts.written() + counts.dropped()).isEqualTo((long) THREADS * EACH + STRANGE - unheard);
            assertThat(rig.rows("select sum(count) from detected_errors"))
                    .containsExactly(Long.toString(counts.written()));
            long heals = Long.parseLong(rig.rows("select sum(count) from detected_errors where column_name is not null")
                    .get(0));
            assertThat(heals).isBetween((long) THREADS * EACH - unheard, (long) THREADS * EACH);
            assertThat(rig.store.waiting()).isZero();
            assertThat(size()).isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    private static void heal(EventLog log, List<Recurring> heals) {
        for (int i = 0; i < EACH; i++) {
            log.record(heals.get(i % heals.size()), 12);
        }
    }

    private long size() throws Exception {
        long size = 0;
        for (Path file : EventLog.files(home)) {
            size += Files.exists(file) ? Files.size(file) : 0;
        }
        return size;
    }
}
