package io.selfhealing.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.Reference;
import io.selfhealing.agent.heal.learned.Book;
import io.selfhealing.agent.heal.learned.Outcome;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.schema.TypeFamily;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpIsForWhoAsksAndForWhoSaysNothing() {
        assertThat(run("--help")).isEqualTo(Subcommand.DONE);
        assertThat(run()).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("quarantine list HOME [--url JDBC_URL] [--state STATE] [--json]");
        assertThat(run("--version")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("self-healing-agent ");
    }

    @Test
    void helpListsTheCommandsAndKnowsEachByName() {
        assertThat(run("help")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("status HOME", "quarantine list HOME");
        out.reset();
        assertThat(run("help", "status")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("The agents that run in a home");
        out.reset();
        assertThat(run("help", "quarantine")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("quarantine restore");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events",
                "explain",
                "quarantine list",
                "quarantine export",
                "audit list",
                "audit verify",
                "suggestions",
                "learned list",
                "spool status",
                "spool list",
                "patterns list --home",
                "undo --list"
            })
    void aDirectoryThatIsNoHomeIsToldFromOneInWhichNothingHappened(String command) throws Exception {
        Path parent = Files.createDirectory(home.resolve("srv"));
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add(parent.toString());
        assertThat(run(words.toArray(String[]::new))).isEqualTo(Subcommand.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no agent has kept anything in " + parent)
                .contains("selfhealing.home");
        Path likely = Files.createDirectory(parent.resolve(".self-healing"));
        err.reset();
        assertThat(run(words.toArray(String[]::new))).isEqualTo(Subcommand.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean " + likely + "?");
        Files.createDirectory(likely.resolve("control"));
        words.set(words.size() - 1, likely.toString());
        assertThat(run(words.toArray(String[]::new))).isEqualTo(Subcommand.DONE);
    }

    @Test
    void configIsTheReferencePage() {
        assertThat(run("config")).isEqualTo(Subcommand.DONE);
        assertThat(out()).isEqualTo(Reference.page());
    }

    @Test
    void whatIsNotUnderstoodIsOneLineAndExitTwo() {
        for (List<String> arguments : List.of(
                List.of("heel"),
                List.of("events"),
                List.of("events", "nowhere"),
                List.of("events", home.toString(), "--last", "many"),
                List.of("events", home.toString(), "--first", "1"),
                List.of("quarantine", "list"),
                List.of("quarantine", "lsit", home.toString()),
                List.of("quarantine", "list", home.toString(), "--xml"),
                List.of("learned"),
                List.of("learned", "list"),
                List.of("learned", "burn", home.toString(), "x"),
                List.of("learned", "approve", home.toString()),
                List.of("patterns", "list", "--home"),
                List.of("quarantine"),
                List.of("spool"),
                List.of("spool", "list", "nowhere"),
                List.of("spool", "show", home.toString()),
                List.of("spool", "show", home.toString(), "seven"),
                List.of("spool", "list", home.toString(), "--xml"))) {
            err.reset();
            assertThat(run(arguments.toArray(String[]::new)))
                    .as("%s", arguments)
                    .isEqualTo(Subcommand.MISUSED);
            assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        }
        assertThat(out()).isEmpty();
    }

    @Test
    void mistakesNameWhatWasMeant() {
        run("evnts", home.toString());
        run("spool", "lsit", home.toString());
        run("quarantine", "list", home.toString(), "--jsn");
        run("events");
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "unknown command 'evnts'; did you mean events?; --help lists the commands",
                        "unknown command 'spool lsit'; did you mean spool list?;"
                                + " expected: spool status|list|show|replay|retry|discard|export|verify …",
                        "unknown option '--jsn'; did you mean --json?; expected: quarantine list HOME [--url JDBC_URL] [--state STATE] [--json]",
                        "Missing required parameter: 'HOME'; expected: events HOME [--last N] [--json]");
    }

    @Test
    void aWordThatIsNoCommandIsAMistakeAlsoWithHelpBehindIt() {
        assertThat(run("nosuch", "--help")).isEqualTo(Subcommand.MISUSED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown command 'nosuch'");
        assertThat(out()).isEmpty();
    }

    @Test
    void eachStateIsListedOnce() {
        run("quarantine", "list", home.toString(), "--state", "foo");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("'foo' is none of taken, open, landed, void,")
                .doesNotContain("LANDED");
        assertThat(run("quarantine", "list", "--help")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("landed").doesNotContain("LANDED");
    }

    @Test
    void whatIsListedAsATableIsToldAsJsonToo() throws Exception {
        Files.writeString(home.resolve("events.jsonl"), "{\"n\":3}\n");
        assertThat(run("events", home.toString(), "--json")).isEqualTo(Subcommand.DONE);
        assertThat(run("audit", "list", home.toString(), "--json")).isEqualTo(Subcommand.DONE);
        assertThat(run("spool", "status", home.toString(), "--json")).isEqualTo(Subcommand.DONE);
        assertThat(run("patterns", "list", "--home", home.toString(), "--json")).isEqualTo(Subcommand.DONE);
        assertThat(out().lines()).hasSizeGreaterThan(50).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(out()).contains("\"id\":\"style\",\"confidence\":0.95");
    }

    @Test
    void aRenamedColumnIsDeclaredListedAndTakenBack() throws Exception {
        Files.createDirectory(home.resolve("control"));
        String alias = "public.orders.phone=contact";
        assertThat(run("alias", home.toString(), alias, "--why", "release 41")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("declared: " + alias, "no agent was asked");
        assertThat(run("alias", home.toString(), "public.orders.phone=other")).isEqualTo(Subcommand.FAILED);
        out.reset();
        assertThat(run("alias", home.toString(), "--list", "--json")).isEqualTo(Subcommand.DONE);
        assertThat(out().lines()).hasSize(1);
        assertThat(out()).contains("\"alias\":\"" + alias + "\"", "\"why\":\"release 41\"");
        assertThat(run("audit", "list", home.toString())).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("\"act\":\"alias\"");
        assertThat(run("alias", home.toString(), alias, "--revoke")).isEqualTo(Subcommand.DONE);
        assertThat(run("alias", home.toString(), alias, "--revoke")).isEqualTo(Subcommand.FAILED);
        for (String wrong : List.of("orders=invoices", "orders.phone", "a.b=c,d.e=f", "")) {
            assertThat(run("alias", home.toString(), wrong)).as(wrong).isEqualTo(Subcommand.MISUSED);
        }
    }

    @Test
    void everyCommandHasItsHelpWithAnExampleAndExitCodes() {
        assertThat(run("events", "--help")).isEqualTo(Subcommand.DONE);
        assertThat(out())
                .contains("events HOME [--last N] [--json]", "how many; without it 20", "events .self-healing --last 5")
                .contains("2   the command is not understood")
                .doesNotContain("\u001b");
    }

    @Test
    void completionKnowsEveryCommand() {
        assertThat(run("completion")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("complete -F", "quarantine", "verify", "--password-file");
    }

    @Test
    void valuesMayLookLikeOtherThings() {
        run("explain", "--url", "jdbc:nothing:x", "--params", "-1,@file", "--sql", "@nowhere");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no driver for --url jdbc:nothing:x");
    }

    @Test
    void theLastEventsAreThoseOfTheYoungestFiles() throws Exception {
        Files.writeString(home.resolve("events.1.jsonl"), "{\"n\":1}\n{\"n\":2}\n");
        Files.writeString(home.resolve("events.jsonl"), "{\"n\":3}\n");
        assertThat(run("events", home.toString(), "--last", "2")).isEqualTo(Subcommand.DONE);
        assertThat(out()).isEqualToNormalizingNewlines("{\"n\":2}\n{\"n\":3}\n");
        out.reset();
        run("events", home.toString());
        assertThat(out().lines()).hasSize(3);
    }

    @Test
    void patternsAreListedWithTheirConfidence() throws Exception {
        assertThat(run("patterns", "list")).isZero();
        assertThat(out()).containsPattern("rename +style +0.95 +style").containsPattern("conversion +truth +1.00");
        Path own = Files.writeString(home.resolve("own.json"), "{\"renames\": [{\"id\": 3}]}");
        assertThat(run("patterns", "list", own.toString())).isEqualTo(Subcommand.FAILED);
    }

    @Test
    void whatWasLearntIsListedMovedApprovedAndForgotten() throws Exception {
        Book book = new Book();
        book.learn(new Outcome.Proved("letters", "x_sender", "x_author", TypeFamily.TEXT, 4), Patterns.words(), 1);
        Path source = Files.write(home.resolve("source.json"), book.bytes());
        String id = book.patterns().get(0).id();

        assertThat(run("learned", "import", home.toString(), source.toString())).isEqualTo(Subcommand.DONE);
        out.reset();
        assertThat(run("learned", "list", home.toString())).isEqualTo(Subcommand.DONE);
        assertThat(out()).containsPattern(id + " +proposed +0\\.44 +3 +0 +0 +1 +text +…sender… → …author…");
        out.reset();
        assertThat(run("learned", "approve", home.toString(), id)).isEqualTo(Subcommand.DONE);
        assertThat(run("learned", "list", home.toString(), "--json")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("\"trust\":\"trusted\"", "\"successes\":13", "\"score\":0.77");
        out.reset();
        assertThat(run("patterns", "list", "--home", home.toString())).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("(trusted; 0 uses, 13 successes, 0 failures)", "style");

        Path target = home.resolve("target.json");
        assertThat(run("learned", "export", home.toString(), target.toString())).isEqualTo(Subcommand.DONE);
        assertThat(run("learned", "forget", home.toString(), id)).isEqualTo(Subcommand.DONE);
        assertThat(run("learned", "forget", home.toString(), id)).isEqualTo(Subcommand.FAILED);
        assertThat(run("learned", "import", home.toString(), target.toString())).isEqualTo(Subcommand.DONE);
        assertThat(run(
                        "learned",
                        "import",
                        home.toString(),
                        home.resolve("nowhere").toString()))
                .isEqualTo(Subcommand.FAILED);
        out.reset();
        run("learned", "list", home.toString());
        assertThat(out()).contains("trusted");
    }

    @Test
    void whatPeopleDoIsInTheAudit() throws Exception {
        assertThat(run("learned", "forget", home.toString(), "nobody")).isEqualTo(Subcommand.FAILED);
        out.reset();
        assertThat(run("audit", "list", home.toString())).isZero();
        assertThat(out()).contains("\"act\":\"learned forget\",\"on\":\"nobody\"");
        out.reset();
        assertThat(run("audit", "verify", home.toString())).isZero();
        assertThat(out()).startsWith("1 lines, none removed or altered; head 1:");

        String head = out().replaceFirst("(?s).*head (\\S+).*", "$1");
        Files.delete(home.resolve("audit.jsonl"));
        Files.delete(home.resolve("audit.head"));
        assertThat(run("audit", "verify", home.toString())).isZero();
        assertThat(run("audit", "verify", home.toString(), "--head", head)).isEqualTo(Subcommand.FAILED);
        assertThat(run("audit", "verify", home.toString(), "--head", "x")).isEqualTo(2);
    }

    @Test
    void quarantineIsListedAsTableAndAsJson() throws Exception {
        try (Quarantine quarantine = new Quarantine(home, 1 << 20, () -> Instant.EPOCH, new Random())) {
            quarantine.take(List.of(
                    new LeftOut("h2:mem:app", "orders", "note", "a\u001b[31m", "INSERT", Map.of("id", 7)),
                    new LeftOut("h2:mem:app", "orders", "scan", new byte[3], "INSERT", null)));
        }
        Files.writeString(home.resolve("quarantine.2.jsonl"), "{\"torn");
        assertThat(run("quarantine", "list", home.toString())).isEqualTo(Subcommand.DONE);
        assertThat(out().lines()).hasSize(3);
        assertThat(out()).contains("id=7", "a\\u001b[31m", "3 x byte", "unknown", "taken");
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("unreadable lines: 1;");
        out.reset();
        assertThat(run("quarantine", "list", home.toString(), "--json")).isEqualTo(Subcommand.DONE);
        assertThat(out().lines().findFirst().orElseThrow())
                .contains("\"state\":\"taken\",\"time\":\"1970-01-01T00:00:00Z\",\"id\":\"")
                .endsWith("\"database\":\"h2:mem:app\",\"table\":\"orders\",\"column\":\"note\","
                        + "\"value\":{\"type\":\"string\",\"value\":\"a\\u001B[31m\"},\"statement\":\"INSERT\","
                        + "\"key\":{\"id\":{\"type\":\"int\",\"value\":\"7\"}}}");
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
}
