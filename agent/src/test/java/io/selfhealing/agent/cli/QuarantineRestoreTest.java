package io.selfhealing.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.State;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineRestoreTest {
    private static final String ADDRESS = "jdbc:h2:mem:restore";
    private static final String URL = ADDRESS + ";DB_CLOSE_DELAY=-1";

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void createTable() throws SQLException {
        execute("CREATE TABLE orders (id bigint PRIMARY KEY)", "INSERT INTO orders VALUES (1), (2), (3)");
    }

    @AfterEach
    void drop() throws SQLException {
        execute("SHUTDOWN");
    }

    @Test
    void aRehearsalChangesNothingAndYesWrites() throws Exception {
        keep(1, "first", State.LANDED);
        execute("ALTER TABLE orders ADD COLUMN note varchar(20)");
        assertThat(restore("--dry-run")).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("PUBLIC.ORDERS.NOTE: would be 1 restored");
        assertThat(notes()).containsExactly("null", "null", "null");

        assertThat(restore("--yes")).isEqualTo(Subcommand.DONE);
        assertThat(notes()).containsExactly("first", "null", "null");
        assertThat(states()).containsExactly(State.RESTORED);
        assertThat(restore("--yes")).isEqualTo(Subcommand.DONE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no value waits");
    }

    @Test
    void whatNobodyKnowsOfIsRestoredOnlyWhereThatIsSaid() throws Exception {
        keep(1, "unknown", State.TAKEN);
        execute("ALTER TABLE orders ADD COLUMN note varchar(20)");
        restore("--yes");
        assertThat(notes()).containsExactly("null", "null", "null");
        restore("--yes", "--taken", "--json");
        assertThat(out()).contains("\"restored\":1");
        assertThat(notes()).containsExactly("unknown", "null", "null");
    }

    @Test
    void aConflictIsTriedAgainAndOneValueAlone() throws Exception {
        keep(1, "first", State.LANDED);
        keep(2, "second", State.LANDED);
        execute("ALTER TABLE orders ADD COLUMN note varchar(20) DEFAULT 'none'");
        restore("--yes");
        assertThat(states()).containsExactly(State.CONFLICT, State.CONFLICT);
        execute("UPDATE orders SET note = NULL");
        String second = Quarantine.read(home).entries().get(1).id();
        restore("--yes", "--id", second);
        assertThat(notes()).containsExactly("null", "second", "null");
        assertThat(states()).containsExactly(State.CONFLICT, State.RESTORED);

        assertThat(run("quarantine", "show", home.toString(), second)).isEqualTo(Subcommand.DONE);
        assertThat(out()).contains("state      restored", "went to    NOTE");
        assertThat(run("quarantine", "show", home.toString(), "nothing")).isEqualTo(Subcommand.FAILED);
        out.reset();
        assertThat(run("quarantine", "export", home.toString(), "--state", "conflict"))
                .isEqualTo(Subcommand.DONE);
        assertThat(out().lines()).singleElement().asString().contains("\"value\":\"first\"", "the column is not empty");
    }

    private int restore(String... more) {
        List<String> words = new ArrayList<>(List.of("quarantine", "restore", home.toString(), "--url", URL));
        words.addAll(Arrays.asList(more));
        return run(words.toArray(String[]::new));
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

    private void keep(long id, String value, State state) throws Exception {
        try (Quarantine quarantine = new Quarantine(home, 1 << 20, InstantSource.system(), new Random())) {
            LeftOut leftOut = new LeftOut(
                    ADDRESS, "PUBLIC.ORDERS", "NOTE", value, "UPDATE orders SET note = ?", Map.of("ID", id));
            var ticket = quarantine.take(List.of(leftOut));
            if (state == State.LANDED) {
                quarantine.landed(ticket, List.of());
            }
        }
    }

    private List<State> states() throws IOException {
        return Quarantine.read(home).entries().stream().map(Entry::state).toList();
    }

    private static List<String> notes() throws SQLException {
        List<String> notes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT note FROM orders ORDER BY id")) {
            while (rows.next()) {
                notes.add(String.valueOf(rows.getString(1)));
            }
        }
        return notes;
    }

    private static void execute(String... commands) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
