package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.RemoteSqlException;
import io.selfhealing.it.harness.Spooled;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.parallel.Isolated;

/** A spool that is full, missing or damaged, and the settings that have more kept than single INSERTs as they are. */
@Isolated
class OutageLimitsIT {
    private static final String INSERT = "insert into messages (id, sender) values (?, ?)";

    private static Launch optedIn(Bench bench) {
        return bench.launch()
                .set("selfhealing.spool.tables", "messages")
                .set("selfhealing.tables", "create")
                .set("selfhealing.replay.attempts", "1")
                .set("selfhealing.outage.failures", "1");
    }

    private static Application inAnOutage(Bench bench, Launch launch) throws Exception {
        return inAnOutage(bench, launch, "content varchar(200)");
    }

    /**
     * An application that has written row 1 to the table, and whose database is killed then.
     *
     * @param column of the table, beside key and sender
     */
    private static Application inAnOutage(Bench bench, Launch launch, String column) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), " + column + ")");
        Application application = launch.start();
        try (Connection connection = application.connect()) {
            Messages.write(connection, INSERT, 1L, "sender-1");
        }
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();
        return application;
    }

    private static int write(Application application, String sql, Object... values) throws SQLException {
        try (Connection connection = application.connect()) {
            return Messages.write(connection, sql, values);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void fullSpoolGivesTheDriversErrorAndLosesNothingOfWhatItTook(Bench bench) throws Exception {
        Application application =
                inAnOutage(bench, optedIn(bench).set("selfhealing.spool.max-bytes", "1MiB"), "content text");
        String large = "x".repeat(100_000);
        List<String> kept = new ArrayList<>(List.of("1"));
        Thrown refused = null;
        for (long id = 2; refused == null && id < 40; id++) {
            try {
                write(application, "insert into messages (id, content) values (?, ?)", id, large);
                kept.add(Long.toString(id));
            } catch (RemoteSqlException e) {
                refused = e.thrown();
            }
        }

        assertThat(Objects.requireNonNull(refused).sqlState()).isEqualTo("08001");
        assertThat(refused.message())
                .contains("refused", "spool is full: ", " of 1048576 bytes", "raise selfhealing.spool.max-bytes");
        assertThat(kept).hasSizeBetween(6, 12);
        bench.server().restart();
        LedgerTable.awaitRows(bench, "select id from messages order by id", kept.toArray(String[]::new));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void whereNoSpoolCanBeOpenedTheDriversErrorStands(Bench bench) throws Exception {
        Files.createDirectories(
                bench.home(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        foreign(bench.home().resolve("spool"), "a file in the way");
        bench.ddl("create table messages (id bigint primary key, sender varchar(100))");
        Application application = optedIn(bench).start();
        try (Connection connection = application.connect()) {
            Messages.write(connection, INSERT, 1L, "sender-1");
        }
        bench.awaitSnapshot("messages");
        bench.server().kill();

        Thrown refused = Bench.failureOf(() -> write(application, INSERT, 7L, "sender-7"));
        assertThat(refused.sqlState()).isEqualTo("08001");
        assertThat(refused.message()).contains("there is no spool");
        assertThat(application.stderr()).contains("nothing can be kept on disk while a database is down");
        bench.server().restart();
        Thread.sleep(1_500);
        write(application, INSERT, 8L, "sender-8");
        assertThat(bench.rows("select id from messages order by id")).containsExactly("1", "8");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void updatesOfOneRowAreKeptInTheirOrderWhereThatWasAskedFor(Bench bench) throws Exception {
        Application application = inAnOutage(bench, optedIn(bench).set("selfhealing.spool.updates", "messages"));
        assertThat(write(application, INSERT, 7L, "born-7")).isEqualTo(1);
        assertThat(write(application, "update messages set sender = ? where id = ?", "later-7", 7L))
                .isEqualTo(1);
        assertThat(write(application, "update messages set sender = ? where id = ?", "last-7", 7L))
                .isEqualTo(1);
        assertThat(write(application, "delete from messages where id = ?", 1L)).isEqualTo(1);
        assertThat(write(application, "update messages set sender = ? where id = ?", "nobody-9", 9L))
                .isEqualTo(1);
        assertThat(Bench.failureOf(() -> write(application, "update messages set sender = ?", "all-rows"))
                        .message())
                .contains("does not name one row by its key alone");

        bench.server().restart();
        LedgerTable.awaitRows(bench, "select sender from messages order by id", "last-7");
        if (bench.engine() == Engine.POSTGRESQL || bench.engine() == Engine.H2) {
            assertThat(Command.run(0, List.of("spool", "list", bench.home().toString(), "--values")))
                    .as("that there was no such row, nobody could know")
                    .contains("dead: ", "found no row");
        }
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void nowIsTheMomentOfTheWriteWhereThatWasAskedFor(Bench bench) throws Exception {
        Application application =
                inAnOutage(bench, optedIn(bench).set("selfhealing.spool.now", "moment"), "at timestamp with time zone");
        long before = System.currentTimeMillis() / 1_000;
        write(application, "insert into messages (id, sender, at) values (?, ?, current_timestamp)", 7L, "sender-7");
        long after = System.currentTimeMillis() / 1_000 + 1;
        Thread.sleep(2_500);

        bench.server().restart();
        LedgerTable.awaitRows(
                bench,
                "select id from messages where at is not null and extract(epoch from at) between " + before + " and "
                        + after,
                "7");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void damagedSpoolStopsNeitherTheApplicationNorWhatIsSound(Bench bench) throws Exception {
        Application earlier = inAnOutage(bench, optedIn(bench));
        for (long id = 101; id <= 140; id++) {
            write(earlier, INSERT, id, "sender-" + id);
        }
        assertThat(Spooled.in(bench)).hasSize(40);
        earlier.end();
        Path spool = bench.home().resolve("spool");
        Path segment = spool.resolve("0001/000000000001.spool");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        foreign(spool.resolve("0001/000000000009.spool"), "no segment at all");
        foreign(spool.resolve("0001/dead/000000000001.spool"), "");
        foreign(spool.resolve("notes.txt"), "somebody's notes");
        foreign(spool.resolve("0002"), "a file, and no directory");

        assertThat(Command.run(1, List.of("spool", "verify", bench.home().toString())))
                .containsPattern("0001/000000000001\\.spool, byte \\d+: ")
                .contains("000000000009.spool")
                .contains("39 records can be read");

        bench.server().restart();
        Application application = optedIn(bench).start();
        write(application, INSERT, 2L, "sender-2");
        LedgerTable.awaitRows(bench, "select count(*) from messages", "41");
        assertThat(bench.rows("select count(distinct id) from messages")).containsExactly("41");
        assertThat(application.stderr()).contains("spool: ", "notes.txt", "left alone");
    }

    private static void foreign(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }
}
