package io.selfhealing.it.docs;

import static io.selfhealing.it.docs.Setting.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Directories;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pages show of commands is what they print. */
class DocumentedCommandsIT {
    @Test
    void everyCommandThatIsShownIsRun() throws IOException {
        List<String> found = new ArrayList<>();
        for (ShownPage page : ShownPage.all()) {
            found.addAll(page.commandsThatAreNotRun());
        }
        assertThat(found).isEmpty();
    }

    /** An application with the agent, one of whose columns was renamed and another dropped. */
    @DatabaseTest(Engine.POSTGRESQL)
    void agentThatRuns(Bench bench) throws Exception {
        Scene scene = Setting.of(bench);
        Application application = bench.launch().start();
        scene.wording().say("4711", Long.toString(application.pid()));
        Connection connection = application.connect();
        insert(connection, "insert into messages (id, sender, content) values (?, ?, ?)", 1L, "ann", "hello");
        insert(connection, "insert into orders (id, item, coupon) values (?, ?, ?)", 1L, "tea", "SPRING");
        bench.awaitSnapshot("messages");
        bench.awaitSnapshot("orders");
        bench.rename("messages", "sender", "zorp");
        bench.ddl("alter table orders drop column coupon");
        Bench.awaitNotice();
        insert(connection, "insert into orders (id, item, coupon) values (?, ?, ?)", 2L, "tea", "AUTUMN");
        insert(connection, "insert into orders (id, item, coupon) values (?, ?, ?)", 3L, "tea", "WINTER");
        insert(connection, "insert into messages (id, sender, content) values (?, ?, ?)", 2L, "ben", "hello");
        Setting.awaitSocket(bench);

        scene.play("running");
    }

    /** An agent of which nothing is known but its jar. */
    @Test
    void jarAlone() throws Exception {
        in("jar", (scene, name) -> scene.play(name));
    }

    /** A database after a migration renamed a column, and a home that knows nothing of it. */
    @Test
    void migrationsThatTellOfTheirPast() throws Exception {
        in("migrated", DocumentedCommandsIT::migrated);
    }

    private static void migrated(Scene scene, String name) throws IOException, SQLException {
        scene.wording().say("/srv/demo", scene.directory().toString());
        Path migrations = Files.createDirectories(scene.directory().resolve("migrations"));
        String create = "create table messages (id bigint primary key, sender varchar(100), content varchar(200));\n";
        String rename = "alter table messages alter column sender rename to author;\n";
        Files.writeString(migrations.resolve("V1__messages.sql"), create);
        Files.writeString(migrations.resolve("V2__author.sql"), rename);
        Files.createDirectories(scene.directory().resolve("home"));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + scene.directory().resolve("shop"));
                Statement statement = connection.createStatement()) {
            statement.execute(create);
            statement.execute(rename);
        }

        scene.play(name);
    }

    /** The demonstration's service as a newcomer has it after the build. */
    @Test
    void quickStart() throws Exception {
        in("quick-start", DocumentedCommandsIT::quickStart);
    }

    private static void quickStart(Scene scene, String name) throws IOException {
        scene.link("agent", Path.of("..", "agent"));
        scene.link("demo-service", Path.of("..", "demo-service"));
        String port = Integer.toString(freePort());
        scene.set("SERVER_PORT", port).set("SERVER_ADDRESS", "127.0.0.1");
        scene.wording()
                .say("8080", port)
                .say("/home/you/self-healing-agent", scene.directory().toString());

        scene.play(name);
    }

    private interface Play {
        void of(Scene scene, String name) throws IOException, SQLException;
    }

    private static void in(String name, Play play) throws IOException, SQLException {
        Path directory = Files.createTempDirectory("self-healing-docs");
        try {
            play.of(new Scene(directory.resolve("srv")), name);
        } finally {
            Directories.delete(directory);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
