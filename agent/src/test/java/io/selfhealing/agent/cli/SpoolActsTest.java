package io.selfhealing.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolReader;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolActsTest {
    private static final String SECRET = "4111-1111";

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String waiting = "";
    private String dead = "";

    /** One record that waits, and one that is dead, of a process that is gone. */
    @BeforeEach
    void fill() throws Exception {
        try (Spool spool = open()) {
            dead = spool.append(transaction()).toString();
            waiting = spool.append(transaction()).toString();
            try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                spool.deadLetter(Objects.requireNonNull(reader.next()), "23514: card (" + SECRET + ") is refused");
            }
        }
    }

    private Spool open() throws Exception {
        return Spool.open(
                home,
                SettingsReader.read(null, new Properties(), Map.of(), path -> new StringReader(""))
                        .settings()
                        .spool(),
                null,
                InstantSource.system(),
                new Random(),
                problem -> {
                    throw new AssertionError(problem);
                });
    }

    private static Transaction transaction() {
        return new Transaction(
                "postgresql://db/app",
                "v1",
                List.of(new Write(
                        "public.cards",
                        "INSERT INTO cards (id, number) VALUES (7, ?)",
                        List.of(Parameter.of(SECRET)),
                        Map.of("id", SECRET))));
    }

    @Test
    void statusTellsWhatWaits() throws Exception {
        assertThat(run("status", "--json")).isEqualTo(Subcommand.DONE);
        JsonNode status = new ObjectMapper().readTree(out());
        assertThat(status.path("waiting").asInt()).isEqualTo(1);
        assertThat(status.path("dead_letters").asInt()).isEqualTo(1);
        assertThat(status.path("owned").asBoolean()).isFalse();
        assertThat(status.path("damaged").asInt()).isZero();
        out.reset();
        try (Spool spool = open()) {
            assertThat(spool.status().waiting()).isEqualTo(1);
            assertThat(run("status")).isEqualTo(Subcommand.DONE);
            assertThat(out()).contains("WAITING", "yes");
        }
    }

    @Test
    void valuesAreShownOnlyWhereTheyAreAskedFor() throws Exception {
        for (String verb : List.of("list", "export", "show")) {
            for (String form : List.of("--json", "")) {
                for (String id : verb.equals("show") ? List.of(waiting, dead) : List.of("")) {
                    out.reset();
                    assertThat(run(verb, id, form)).isEqualTo(Subcommand.DONE);
                    assertThat(out())
                            .as("%s %s", verb, form)
                            .contains("public.cards", id.isEmpty() ? waiting : id)
                            .doesNotContain(SECRET, "VALUES");
                    out.reset();
                    assertThat(run(verb, id, form, "--values")).isEqualTo(Subcommand.DONE);
                    assertThat(out()).as("%s %s", verb, form).contains(SECRET);
                }
            }
        }
    }

    @Test
    void exportHasTheTypes() throws Exception {
        run("export", "--values");
        JsonNode record = new ObjectMapper().readTree(out().lines().findFirst().orElseThrow());
        assertThat(RecordId.parse(record.path("id").asText()).toString()).isEqualTo(waiting);
        assertThat(record.path("writes")
                        .path(0)
                        .path("parameters")
                        .path(0)
                        .path("value")
                        .path("type")
                        .asText())
                .isEqualTo("string");
    }

    @Test
    void verifyNamesFileAndByte() throws Exception {
        assertThat(run("verify")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("2 records can be read, 0 problems");
        Path segment = home.resolve("spool/0001/000000000001.spool");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[20] ^= 1;
        Files.write(segment, bytes);
        out.reset();
        assertThat(run("verify")).isEqualTo(Subcommand.FAILED);
        assertThat(out()).contains(segment + ", byte 16: ", "1 problems");
        out.reset();
        assertThat(run("verify", "--json")).isEqualTo(Subcommand.FAILED);
        assertThat(new ObjectMapper()
                        .readTree(out().lines().findFirst().orElseThrow())
                        .path("byte")
                        .asLong())
                .isEqualTo(16);
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @Test
    void aRecordThatIsNotThereIsExitOne() {
        assertThat(run("show", waiting + "0")).isEqualTo(Subcommand.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("waits here");
    }

    @Test
    void whatAGoneProcessLeftIsDiscardedOnceThatIsSaidTwice() throws Exception {
        assertThat(run("discard")).isEqualTo(Subcommand.MISUSED);
        assertThat(run("discard", "--all", dead)).isEqualTo(Subcommand.MISUSED);
        assertThat(run("discard", waiting, "--yes")).isEqualTo(Subcommand.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nothing that is meant is there");
        assertThat(run("discard", "--all", "--database", "another", "--yes")).isEqualTo(Subcommand.DONE);
        assertThat(run("discard", dead, "--yes")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("1 records are discarded");
        try (Spool spool = open()) {
            assertThat(spool.status().deadLetters()).isZero();
            assertThat(spool.status().waiting()).isEqualTo(1);
            assertThat(run("discard", "--all", "--waiting", "--yes"))
                    .as("of a process that does not answer")
                    .isEqualTo(Subcommand.FAILED);
        }
        assertThat(run("discard", "--all", "--waiting", "--yes")).isEqualTo(Subcommand.DONE);
        try (Spool spool = open()) {
            assertThat(spool.status().waiting()).isZero();
        }
        assertThat(Files.readString(home.resolve("audit.jsonl")))
                .contains("spool discard", dead)
                .doesNotContain(SECRET);
    }

    @Test
    void nobodyButARunningAgentReplays() throws Exception {
        assertThat(run("replay")).isEqualTo(Subcommand.FAILED);
        assertThat(run("retry", "--all")).isEqualTo(Subcommand.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("takes over what is there and writes it");
    }

    private int run(String verb, String... rest) {
        List<String> arguments = new ArrayList<>(List.of("spool", verb, home.toString()));
        for (String each : rest) {
            if (!each.isEmpty()) {
                arguments.add(each);
            }
        }
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
