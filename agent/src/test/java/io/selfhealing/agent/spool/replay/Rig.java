package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.ReplaySettings;
import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.spool.DeadLetter;
import io.selfhealing.agent.spool.FlakyDisk;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolReader;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A spool, a database, and a replay between them that waits for nothing longer than it must. Ends with its invariants. */
final class Rig implements AutoCloseable {
    static final String NAME = "db";
    private static final Timing QUICK = new Timing(Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofMillis(20));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final String url;
    final Faults faults;
    final Spool spool;
    final Replayer replayer;
    private final EventLog log;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final long swallowedBefore = SelfHealingDoor.swallowed();
    private volatile boolean diskBroken;
    volatile @Nullable String identity;

    Rig(Path home, String url, TablesSettings.Use use, int rate, int attempts) throws SpoolException {
        this.url = url;
        this.faults = new Faults(url);
        this.spool = FlakyDisk.open(home, () -> diskBroken);
        Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), LogLevel.INFO);
        InstantSource clock = InstantSource.system();
        this.log = EventLog.start(home, () -> Mode.HEAL, 1 << 20, clock, console, daemons(), true);
        Product product = Product.ofUrl(url);
        Dialect dialect = new Dialect(product, product == Product.H2 ? Folding.UPPER : Folding.LOWER);
        this.replayer = new Replayer(
                new Target(NAME, product, () -> dialect, faults, own -> new AsKept(product), new Renamed()),
                spool,
                new AgentTables(new TablesSettings(use, Optional.empty()), console::warn),
                new ReplaySettings(rate, attempts, false),
                new Told(NAME, log, console),
                daemons(),
                clock,
                new Random(1),
                QUICK);
    }

    static Rig onH2(Path home) throws SpoolException {
        return onH2(home, TablesSettings.Use.CREATE);
    }

    static Rig onH2(Path home, TablesSettings.Use use) throws SpoolException {
        return new Rig(home, emptyH2(), use, 0, 3);
    }

    static String emptyH2() {
        return "jdbc:h2:mem:replay" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
    }

    private static ThreadFactory daemons() {
        return work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A database that may be another one after a while. */
    private final class Renamed implements Counterpart {
        @Override
        public @Nullable String identity(Connection own) {
            return identity;
        }

        @Override
        public void hasLedger(boolean usable) {}
    }

    /** Takes every write as it was kept. */
    private record AsKept(Product product) implements Mender {
        @Override
        public Mended mend(Transaction transaction, Write write, boolean refused) {
            String id = product == Product.H2 ? "ID" : "id";
            return new Mended.Ready(write.statement(), write.parameters(), List.of(id), List.of(), Fate.UNHEARD);
        }

        @Override
        public boolean stands() {
            return true;
        }

        @Override
        public void committed() {}

        @Override
        public void rolledBack() {}

        @Override
        public void inDoubt() {}
    }

    static Write order(int id, String note) {
        return new Write(
                "orders",
                "insert into orders (id, note) values (?, ?)",
                List.of(Parameter.of(id), Parameter.of(note)),
                Map.of("id", id));
    }

    void keep(Write... writes) throws SpoolException {
        spool.append(new Transaction(NAME, "v1", List.of(writes)));
    }

    void keep(int from, int to) throws SpoolException {
        for (int id = from; id <= to; id++) {
            keep(order(id, "note " + id));
        }
    }

    void breakDisk(boolean broken) {
        diskBroken = broken;
    }

    void execute(String... commands) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
        }
        return rows;
    }

    List<DeadLetter> deadLetters() {
        List<DeadLetter> letters = new ArrayList<>();
        try (SpoolReader<DeadLetter> reader = spool.deadLetters()) {
            for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /** Has the database come back, and waits until nothing waits. */
    void replayAll() throws InterruptedException {
        replayer.up();
        await(() -> spool.status().waiting() == 0);
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain; " + spool.status() + " " + replayer.status() + "\n" + said());
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    String said() {
        assertThat(log.flush(Duration.ofSeconds(5))).isTrue();
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        diskBroken = false;
        replayer.close();
        spool.close();
        assertThat(log.flush(Duration.ofSeconds(5))).isTrue();
        assertThat(SelfHealingDoor.swallowed() - swallowedBefore)
                .as("swallowed, at last " + SelfHealingDoor.lastSwallowed())
                .isZero();
    }
}
