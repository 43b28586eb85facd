package io.selfhealing.agent.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {
    private final SQLException refused = new SQLException("Connection refused", "08001");

    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private @Nullable EventLog log;
    private @Nullable Database database;

    private Outage outage(String settings) {
        Settings read = SettingsReader.read(settings, new Properties(), Map.of(), Files::newBufferedReader)
                .settings();
        Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), LogLevel.INFO);
        log = EventLog.start(home, read::mode, 1 << 20, clock, console, OutageTest::daemon, true);
        Silent silent = new Silent();
        database = Database.of(
                "jdbc:postgresql://127.0.0.1:1/app",
                () -> {
                    throw refused;
                },
                new Surroundings(
                        new Ledger(null, silent, clock),
                        silent,
                        OutageTest::daemon,
                        clock,
                        SchemaSettings.of(Duration.ofMinutes(5), Duration.ofMinutes(5))));
        Outages outages =
                new Outages(read.outage(), read.spool(), true, OutageTest::daemon, clock, new Random(1), log, console);
        return outages.of(Objects.requireNonNull(database), () -> {
            throw refused;
        });
    }

    @AfterEach
    void close() {
        if (database != null && log != null) {
            database.close();
            assertThat(log.flush(Duration.ofSeconds(5))).isTrue();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    @Test
    void isDownAfterSoManyFailuresInARow() {
        Outage outage = outage("selfhealing.outage.failures=3");
        outage.failed(refused);
        outage.failed(refused);
        assertThat(outage.isDown()).isFalse();
        outage.succeeded();
        outage.failed(refused);
        outage.failed(refused);
        assertThat(outage.isDown()).isFalse();
        outage.failed(refused);
        assertThat(outage.isDown()).isTrue();
        assertThat((Throwable) outage.failure()).isSameAs(refused);
    }

    @Test
    void isDownAtTheFirstConnectionThatIsRefusedUnlessMoreAreWanted() {
        SQLException certain =
                new SQLException("The connection attempt failed.", "08001", new ConnectException("Connection refused"));
        SQLException slow = new SQLException(
                "The connection attempt failed.", "08001", new ConnectException("Connection timed out"));
        Outage usual = outage("");
        usual.failed(slow);
        assertThat(usual.isDown()).isFalse();
        usual.succeeded();
        usual.failed(certain);
        assertThat(usual.isDown()).isTrue();

        Outage patient = outage("selfhealing.outage.failures=3");
        patient.failed(certain);
        assertThat(patient.isDown()).isFalse();
        patient.failed(certain);
        assertThat(patient.isDown()).isTrue();
    }

    @Test
    void anySuccessEndsIt() {
        Outage outage = outage("selfhealing.outage.failures=1");
        outage.failed(refused);
        outage.succeeded();

        assertThat(outage.isDown()).isFalse();
        assertThat((Throwable) outage.failure()).isNull();
        assertThat(outage.overFor(Duration.ofSeconds(2))).isFalse();
        now = now.plusSeconds(2);
        assertThat(outage.overFor(Duration.ofSeconds(2))).isTrue();
        assertThat(Objects.requireNonNull(log).counts().of(EventKind.DATABASE_DOWN))
                .isEqualTo(1);
        assertThat(Objects.requireNonNull(log).counts().of(EventKind.DATABASE_UP))
                .isEqualTo(1);
    }

    @Test
    void withoutATableToKeepItIsOnlyNoticedAndTheFirstTimeSaysWhatCouldBeDone() {
        Outage outage = outage("selfhealing.outage.failures=1");
        for (int i = 0; i < 3; i++) {
            outage.failed(refused);
            outage.succeeded();
        }
        outage.failed(refused);

        assertThat(outage.isDown()).isTrue();
        assertThat(outage.keepsWrites()).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("spool.tables")))
                .hasSize(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("self-healing-outage"));
    }

    private static final class Silent implements SchemaListener, LedgerListener {
        @Override
        public void changed(String name, @Nullable TableSnapshot before, TableSnapshot after) {}

        @Override
        public void unavailable(String name, String reason) {}

        @Override
        public void setAside(Path file, String reason) {}

        @Override
        public void unwritable(Path directory, String reason) {}
    }
}
