package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.DbServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

class PrivacyIT {
    private static final String SECRET = "sEcReT-4711-zQx";
    private static final String ALL = "insert into messages (id, sender, content, mood) values (?, ?, ?, ?)";

    @DatabaseTest
    void neitherValuesNorPasswordsAreWrittenAnywhereButIntoQuarantine(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), content varchar(100),"
                + " mood varchar(100), priority integer)");
        Application application = bench.launch()
                .set("selfhealing.columns.critical", "messages.content")
                .set("selfhealing.log.level", "debug")
                .start();
        Connection connection = application.connect();
        write(connection, ALL, 1L, SECRET + "-a", SECRET + "-b", SECRET + "-c");
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");
        write(connection, ALL, 10L, SECRET + "-u", SECRET + "-v", SECRET + "-w");
        bench.ddl("alter table messages drop column mood");

        write(connection, ALL, 2L, SECRET + "-d", SECRET + "-e", SECRET + "-f");
        attempt(() -> write(connection, ALL, 2L, SECRET + "-g", SECRET + "-h", SECRET + "-i"));
        attempt(() -> write(connection, ALL, 3L, SECRET.repeat(20), SECRET + "-j", SECRET + "-k"));
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into messages (id, sender, content, mood) values (4, '" + SECRET + "', '"
                    + SECRET + "', '" + SECRET + "')");
            attempt(() -> statement.executeUpdate("insert into messages (id, sender) values ('" + SECRET + "', '')"));
            attempt(() -> statement.executeUpdate("insert into messages (id, sender values ('" + SECRET + "', '')"));
        }
        try (PreparedStatement batch = connection.prepareStatement(ALL)) {
            bind(batch, 5L, SECRET + "-l", SECRET + "-m", SECRET + "-n").addBatch();
            bind(batch, 5L, SECRET + "-o", SECRET + "-p", SECRET + "-q").addBatch();
            attempt(batch::executeBatch);
        }
        bench.ddl("alter table messages drop column content");
        attempt(() -> write(connection, ALL, 6L, SECRET + "-r", SECRET + "-s", SECRET + "-t"));

        assertThat(bench.rows("select zorp from messages where id = 10")).containsExactly(SECRET + "-u");
        assertThat(bench.events()).extracting(event -> event.kind()).contains("healed", "left_out", "refused");
        assertThat(bench.quarantine()).anyMatch(kept -> kept.value().equals(SECRET + "-f"));
        assertThat(application.stderr()).doesNotContain(SECRET).doesNotContain(DbServer.PASSWORD);
        for (Path file : filesUnder(bench.home())) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(text).as(file.toString()).doesNotContain(DbServer.PASSWORD);
            if (!file.getFileName().toString().startsWith("quarantine")) {
                assertThat(text).as(file.toString()).doesNotContain(SECRET);
            }
        }
    }

    @DatabaseTest
    void passwordInTheUrlIsNotWrittenAnywhere(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.connectByUrl();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.events("healed")).isNotEmpty();
        // That the password is in no file is checked after every test.
    }

    private static List<Path> filesUnder(Path directory) throws Exception {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
