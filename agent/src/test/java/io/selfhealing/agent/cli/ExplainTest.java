package io.selfhealing.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.heal.learned.LearnedFile;
import io.selfhealing.agent.heal.learned.Outcome;
import io.selfhealing.agent.heal.pattern.KinWords;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.TypeFamily;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    private static final String INSERT = "insert into messages (id, sender, coupon) values (?, ?, 'secret-coupon')";

    /** The same without the column that nobody ever saw. */
    private static final String RENAMED = "insert into messages (id, sender) values (?, ?)";

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String url = "";

    @BeforeEach
    void database() throws Exception {
        url = "jdbc:h2:file:" + home.resolve("data").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table messages (id bigint primary key, role varchar(20), weight int)");
        }
    }

    private int run(String... arguments) {
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyRungIsToldForPeopleAndNoValueIs() {
        assertThat(run("explain", "--url", url, "--sql", RENAMED, "--params", "1,secret-sender"))
                .as("%s", err)
                .isEqualTo(Subcommand.DONE);

        assertThat(out())
                .contains("heal: PUBLIC.MESSAGES")
                .contains("SENDER → ROLE")
                .contains("    witnessed    silent")
                .contains("    patterns     named ROLE, confidence 0.")
                .contains("  after  insert into messages")
                .contains("parameter 2")
                .doesNotContain("secret");
    }

    @Test
    void columnThatNobodyEverSawIsCalledATypingError() {
        run("explain", "--url", url, "--sql", INSERT, "--params", "1,secret-sender");

        assertThat(out())
                .contains("refuse: PUBLIC.MESSAGES")
                .contains("    leaving out  refused")
                .contains("it may be a typing error", "the statement does not mention", "alias HOME ")
                .doesNotContain("secret");
    }

    @Test
    void sameIsToldAsJson() throws Exception {
        assertThat(run("explain", "--url", url, "--sql", RENAMED, "--json")).isEqualTo(Subcommand.DONE);

        JsonNode told = new ObjectMapper().readTree(out());
        assertThat(told.path("outcome").asText()).isEqualTo("heal");
        assertThat(told.path("mapping").path("SENDER").asText()).isEqualTo("ROLE");
        assertThat(told.path("explanation")).hasSizeGreaterThan(10);
    }

    @Test
    void writesThatNeedNothingOrCannotBeHelpedAreToldToo() {
        run("explain", "--url", url, "--sql", "insert into messages (id, role) values (1, 'x')");
        run("explain", "--url", url, "--sql", "insert into nowhere (id) values (1)");
        run("explain", "--url", url, "--sql", "select 1");
        run("explain", "--url", url, "--sql", "update messages set zorp = 1 where weight = 2");

        assertThat(out())
                .contains("healthy: PUBLIC.MESSAGES")
                .contains("there is no such table")
                .contains("it reads: reads are never changed")
                .contains("refuse: PUBLIC.MESSAGES");
    }

    /** On a server: of an embedded database no values are looked at. */
    @Test
    void valueThatDoesNotLookLikeItsNewColumnTurnsTheHealIntoARefusal() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try {
            String served = "jdbc:h2:tcp://localhost:" + server.getPort() + "/"
                    + home.resolve("served").toAbsolutePath();
            try (Connection connection = DriverManager.getConnection(served);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table messages (id bigint primary key, role varchar(20), weight int)");
                statement.execute("insert into messages select x, 'sender ' || x, 1 from system_range(1, 60)");
            }
            run("explain", "--url", served, "--sql", RENAMED, "--params", "1,sender 2");
            assertThat(out()).contains("heal: PUBLIC.MESSAGES");
            out.reset();
            run("explain", "--url", served, "--sql", RENAMED, "--params", "1,no@such.example");
            assertThat(out())
                    .contains("refuse: PUBLIC.MESSAGES")
                    .contains("the write is refused: ")
                    .doesNotContain("no@such.example");
        } finally {
            server.stop();
        }
    }

    @Test
    void nothingIsWrittenToTheHome() throws Exception {
        Path own = Files.createDirectory(home.resolve("own"));

        run("explain", "--url", url, "--home", own.toString(), "--sql", INSERT);

        assertThat(own).isEmptyDirectory();
    }

    @Test
    void whatWasLearntInTheHomeIsAskedToo() throws Exception {
        Path own = Files.createDirectory(home.resolve("own"));
        KinWords words = Patterns.words();
        new LearnedFile(own, warning -> {})
                .change(book -> List.of("letters", "notes")
                        .forEach(table -> book.learn(
                                new Outcome.Proved(table, "zorp", "weight", TypeFamily.INTEGER, 6), words, 1)));
        String sql = "update messages set zorp = 1 where id = 2";

        run("explain", "--url", url, "--sql", sql);
        assertThat(out()).contains("refuse: PUBLIC.MESSAGES").contains("    learned      silent");
        out.reset();
        run("explain", "--url", url, "--home", own.toString(), "--sql", sql);
        assertThat(out())
                .contains("heal: PUBLIC.MESSAGES")
                .contains("ZORP → WEIGHT")
                .contains("    learned      named WEIGHT, confidence 0.72");
    }

    @Test
    void whatIsWrongWithTheCommandIsSaidWithItsOption() {
        assertThat(run("explain", "--url", url)).isEqualTo(Subcommand.MISUSED);
        assertThat(run("explain", "--url", url, "--sql")).isEqualTo(Subcommand.MISUSED);
        assertThat(run("explain", "--url", url, "--sql", INSERT, "--password", "x"))
                .isEqualTo(Subcommand.MISUSED);
        assertThat(run("explain", "--url", url, "--sql", INSERT, "--password-env", "NO_SUCH"))
                .isEqualTo(Subcommand.MISUSED);
        assertThat(run("explain", "--url", url, "--sql", INSERT, "--home", "/no/such"))
                .isEqualTo(Subcommand.MISUSED);
        assertThat(run("explain", "--url", url, "--sql", INSERT, "--driver-path", "/no.jar"))
                .isEqualTo(Subcommand.MISUSED);
        assertThat(run("explain", "--url", "jdbc:nothing:x", "--sql", INSERT)).isEqualTo(Subcommand.FAILED);
        assertThat(err())
                .contains("--sql is missing")
                .contains("Missing required parameter for option '--sql'")
                .contains("--password-env NAME or --password-file FILE")
                .contains("NO_SUCH")
                .contains("option '--home': not a directory: /no/such")
                .contains("--driver-path /no.jar")
                .contains("jdbc:nothing:x");
        assertThat(out()).isEmpty();
    }

    @Test
    void lastDecisionsOfTheLogAreExplained() throws Exception {
        Files.writeString(home.resolve("events.jsonl"), """
                {"time":"2026-01-01T00:00:00Z","kind":"healed","database":"d","table":"t","mapping":{"a":"b"},"evidence":[]}
                {"kind":"schema_changed"}
                {"time":"2026-01-02T00:00:00Z","kind":"refused","database":"d","table":"t","reason":"because","explanation":\
                [{"column":"a","rung":"patterns","answer":"objected","target":"b","confidence":0.8,"detail":"why"}]}
                {"torn
                """);

        assertThat(run("explain", home.toString())).isEqualTo(Subcommand.DONE);
        assertThat(out())
                .contains("2026-01-02T00:00:00Z  refused: t in d")
                .contains("objected: it names b, confidence 0.80: why")
                .doesNotContain("2026-01-01");
        out.reset();
        assertThat(run("explain", home.toString(), "--last", "5")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("2026-01-01", "a → b");
    }
}
