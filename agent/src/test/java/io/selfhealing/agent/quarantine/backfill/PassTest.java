package io.selfhealing.agent.quarantine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.quarantine.Ticket;
import io.selfhealing.agent.schema.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PassTest {
    private static final String CREATE = "CREATE TABLE messages (id bigint PRIMARY KEY, sender varchar(100))";
    private static final String ADD = "ALTER TABLE messages ADD COLUMN mood varchar(100)";
    private static final String ROWS = "SELECT id, sender, mood FROM messages ORDER BY id";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void aValueGoesBackToItsRowAndToNoOther(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, "INSERT INTO messages VALUES (1, 'a'), (2, 'b'), (3, 'c')");
            shelf.keep("mood", "calm", Map.of("id", 2L));
            shelf.keep("mood", "glad", Map.of("id", 3));
            assertThat(shelf.backfill().count(State.RESTORED)).isZero();
            assertThat(shelf.states()).containsOnly(State.LANDED);

            shelf.execute(ADD);
            assertThat(shelf.backfill().count(State.RESTORED)).isEqualTo(2);
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|null", "2|b|calm", "3|c|glad");
            assertThat(shelf.states()).containsOnly(State.RESTORED);

            shelf.execute("UPDATE messages SET mood = NULL");
            shelf.backfill();
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|null", "2|b|null", "3|c|null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThereIsNotOverwrittenAndNobodySaysThatARowIsGoneWhichNobodySawGo(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, "INSERT INTO messages VALUES (1, 'a'), (2, 'b')", ADD);
            shelf.execute("UPDATE messages SET mood = 'mine' WHERE id = 1");
            shelf.execute("UPDATE messages SET mood = 'same' WHERE id = 2");
            shelf.keep("mood", "other", Map.of("id", 1L));
            shelf.keep("mood", "same", Map.of("id", 2L));
            shelf.keep("mood", "lost", Map.of("id", 3L));
            PassReport report = shelf.backfill();
            assertThat(shelf.states()).containsExactly(State.CONFLICT, State.RESTORED, State.UNKNOWN);
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|mine", "2|b|same");
            assertThat(report.columns().get(0).words())
                    .contains("1 conflict", "1 restored", "1 unknown", "the column is not empty");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDefaultThatTheRowGotIsNotOverwritten(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, "INSERT INTO messages VALUES (1, 'a')", ADD + " DEFAULT 'none'");
            shelf.keep("mood", "calm", Map.of("id", 1L));
            shelf.backfill();
            assertThat(shelf.states()).containsExactly(State.CONFLICT);
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|none");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofSeveralWritesOfARowTheLastCounts(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, "INSERT INTO messages VALUES (1, 'a'), (2, 'b')");
            shelf.keep("mood", "first", Map.of("id", 1L));
            shelf.keep("mood", "second", Map.of("id", 1));
            shelf.keep("mood", "cleared later", Map.of("id", 2L));
            shelf.keep("mood", null, Map.of("id", 2L));
            shelf.execute(ADD);
            shelf.backfill();
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|second", "2|b|null");
            assertThat(shelf.states())
                    .containsExactly(State.SUPERSEDED, State.RESTORED, State.SUPERSEDED, State.RESTORED);
        }
    }

    /** It may have found its row, or not: neither value is lost, and a person has to choose. */
    @ParameterizedTest
    @EnumSource
    void aValueThatIsUnknownTakesNoOthersPlace(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, "INSERT INTO messages VALUES (1, 'a')");
            shelf.keep("mood", "before", Map.of("id", 1L));
            Ticket later = shelf.take("mood", "doubtful", Map.of("id", 1L));
            shelf.quarantine.landed(later, List.of());
            shelf.quarantine.settle(List.of(new Outcome(later.id(), 0, State.UNKNOWN, Instant.now(), null, "")));
            shelf.execute(ADD);
            shelf.backfill();
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|null");
            assertThat(shelf.states()).containsExactly(State.LANDED, State.UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriteOfWhichNobodyKnowsHoldsBackThoseBeforeIt(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, "INSERT INTO messages VALUES (1, 'a'), (2, 'b'), (3, 'c')", ADD);
            shelf.keep("mood", "before", Map.of("id", 1L));
            Ticket open = shelf.take("mood", "in a transaction", Map.of("id", 1L));
            shelf.quarantine.ran(open, List.of());
            shelf.take("mood", "unknown", Map.of("id", 2L));
            shelf.quarantine.failed(shelf.take("mood", "rolled back", Map.of("id", 3L)));
            shelf.backfill();
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|null", "2|b|null", "3|c|null");
            assertThat(shelf.states()).containsExactly(State.LANDED, State.OPEN, State.TAKEN, State.VOID);

            shelf.quarantine.committed(List.of(open));
            shelf.backfill();
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|in a transaction", "2|b|null", "3|c|null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreFoundByAKeyOfSeveralColumns(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(
                    "CREATE TABLE messages (tenant varchar(10), id bigint, mood varchar(100), PRIMARY KEY (tenant, id))",
                    "INSERT INTO messages VALUES ('x', 1, NULL), ('y', 1, NULL), ('x', 2, NULL)");
            shelf.keep("mood", "calm", Map.of("tenant", "x", "id", 1L));
            shelf.keep("mood", "glad", Map.of("tenant", "y", "id", 1L));
            shelf.keep("mood", "half a key", Map.of("id", 2L));
            shelf.backfill();
            assertThat(shelf.rows("SELECT tenant, id, mood FROM messages ORDER BY tenant, id"))
                    .containsExactly("x|1|calm", "x|2|null", "y|1|glad");
            assertThat(shelf.states()).containsExactly(State.RESTORED, State.RESTORED, State.LANDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aColumnOfAnotherTypeTakesWhatFitsWithoutLoss(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(
                    CREATE,
                    "INSERT INTO messages VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')",
                    "ALTER TABLE messages ADD COLUMN rank integer",
                    "ALTER TABLE messages ADD COLUMN code varchar(3)");
            shelf.keep("rank", "42", Map.of("id", 1L));
            shelf.keep("rank", "a lot", Map.of("id", 2L));
            shelf.keep("code", "abc", Map.of("id", 3L));
            shelf.keep("code", "abcdef", Map.of("id", 4L));
            shelf.backfill();
            assertThat(shelf.rows("SELECT id, rank, code FROM messages ORDER BY id"))
                    .containsExactly("1|42|null", "2|null|null", "3|null|abc", "4|null|null");
            assertThat(shelf.states()).containsExactly(State.RESTORED, State.CONFLICT, State.RESTORED, State.CONFLICT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueFollowsItsColumnByProofAndNotByAGuess(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, "INSERT INTO messages VALUES (1, 'a')");
            shelf.execute("ALTER TABLE messages ADD COLUMN moods varchar(100)");
            shelf.keep("mood", "calm", Map.of("id", 1L));
            shelf.backfill();
            assertThat(shelf.states()).containsExactly(State.LANDED);

            shelf.execute("COMMENT ON COLUMN messages.moods IS 'alias: mood'");
            shelf.backfill();
            assertThat(shelf.rows("SELECT id, moods FROM messages")).containsExactly("1|calm");
            assertThat(shelf.states()).containsExactly(State.RESTORED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesIntoATableOrDatabaseThatOnlyHasTheName(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, ADD, "INSERT INTO messages VALUES (1, 'a', NULL)");
            Origin elsewhere = new Origin("postgresql:another", null);
            Ticket ticket = shelf.quarantine.take(List.of(shelf.value("mood", "x", Map.of("id", 1L), elsewhere)));
            shelf.quarantine.landed(ticket, List.of());
            Database database = shelf.database();
            assertThat(Origins.of(database, shelf.entries())).isEmpty();

            if (engine == Served.POSTGRESQL) {
                Origin other = new Origin("", "1");
                Ticket second = shelf.quarantine.take(List.of(shelf.value("mood", "y", Map.of("id", 1L), other)));
                shelf.quarantine.landed(second, List.of());
                shelf.backfill();
            }
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLockedRowIsTriedAnotherTimeAndTheOthersAreNotHeldUp(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, ADD, "INSERT INTO messages VALUES (1, 'a', NULL), (2, 'b', NULL)");
            shelf.keep("mood", "calm", Map.of("id", 1L));
            shelf.keep("mood", "glad", Map.of("id", 2L));
            try (Connection busy = shelf.connect();
                    Statement statement = busy.createStatement()) {
                busy.setAutoCommit(false);
                statement.execute("UPDATE messages SET sender = 'z' WHERE id = 1");
                shelf.backfill();
                assertThat(shelf.states()).containsExactly(State.LANDED, State.RESTORED);
                busy.rollback();
            }
            shelf.backfill();
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|calm", "2|b|glad");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void withoutTheRightsNothingIsTakenForGone(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(
                    CREATE,
                    ADD,
                    "INSERT INTO messages VALUES (1, 'a', NULL)",
                    "DROP ROLE IF EXISTS backfill_reader",
                    "CREATE ROLE backfill_reader LOGIN",
                    "GRANT USAGE ON SCHEMA public TO backfill_reader",
                    "GRANT SELECT ON messages TO backfill_reader");
            shelf.keep("mood", "calm", Map.of("id", 1L));
            String url = shelf.url.replace("user=postgres", "user=backfill_reader");
            Database reader = shelf.database(() -> DriverManager.getConnection(url));
            assertThat(words(shelf.pass(reader).run(shelf.entries()))).contains("may not");
            assertThat(shelf.states()).containsExactly(State.LANDED);

            shelf.execute(
                    "GRANT UPDATE ON messages TO backfill_reader", "ALTER TABLE messages ENABLE ROW LEVEL SECURITY");
            assertThat(words(shelf.pass(reader).run(shelf.entries()))).contains("may not");
            assertThat(shelf.states()).containsExactly(State.LANDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRehearsalTellsAndChangesNothing(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, ADD, "INSERT INTO messages VALUES (1, 'a', NULL)");
            shelf.keep("mood", "calm", Map.of("id", 1L));
            PassReport report = shelf.pass(shelf.database()).rehearse(shelf.entries(), entry -> true);
            assertThat(report.count(State.RESTORED)).isEqualTo(1);
            assertThat(shelf.rows(ROWS)).containsExactly("1|a|null");
            assertThat(shelf.states()).containsExactly(State.LANDED);
        }
    }

    /** Whatever becomes of the notes, a second pass ends with every value in its row once and nothing overwritten. */
    @ParameterizedTest
    @EnumSource
    void anOutcomeThatCannotBeNotedIsFoundOutAgain(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, ADD, "INSERT INTO messages SELECT x, 'a', NULL FROM " + engine.numbers(250));
            for (long id = 1; id <= 250; id++) {
                shelf.keep("mood", "mood-" + id, Map.of("id", id));
            }
            Quarantine broken = unwritable();
            for (int fault = 1; ; fault++) {
                int failing = fault;
                AtomicInteger calls = new AtomicInteger();
                shelf.pass(shelf.database(), outcomes -> {
                            boolean fails = calls.incrementAndGet() == failing;
                            (fails ? broken : shelf.quarantine).settle(outcomes);
                        })
                        .run(shelf.entries());
                shelf.execute("UPDATE messages SET sender = 'b' WHERE id = " + fault);
                if (calls.get() < failing) {
                    break;
                }
            }
            assertThat(shelf.states()).hasSize(250).containsOnly(State.RESTORED);
            assertThat(shelf.rows("SELECT count(*) FROM messages WHERE mood = 'mood-' || id"))
                    .containsExactly("250");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandValuesGoBackInSmallTransactions(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute(CREATE, ADD, "INSERT INTO messages SELECT x, 'a', NULL FROM " + engine.numbers(10_000));
            for (int thousand = 0; thousand < 10; thousand++) {
                List<LeftOut> values = new ArrayList<>();
                for (long id = thousand * 1_000L + 1; id <= (thousand + 1) * 1_000L; id++) {
                    values.add(shelf.value("mood", "mood-" + id, Map.of("id", id), null));
                }
                shelf.quarantine.landed(shelf.quarantine.take(values), List.of());
            }
            List<Integer> progress = new ArrayList<>();
            PassReport report = new Pass(
                            shelf.database(),
                            shelf::connect,
                            new Conversions(null),
                            (table, dialect) -> Map.of(),
                            Guard.byPerson(shelf.quarantine.hashKeys(), entry -> false),
                            shelf.quarantine::settle,
                            (done, all, nanos) -> {
                                progress.add(done);
                                return all == 10_000;
                            },
                            InstantSource.system(),
                            null)
                    .run(shelf.entries());
            assertThat(report.count(State.RESTORED)).isEqualTo(10_000);
            assertThat(progress).hasSize(100).isSorted().endsWith(10_000);
            assertThat(shelf.rows("SELECT count(*) FROM messages WHERE mood = 'mood-' || id"))
                    .containsExactly("10000");
        }
    }

    /** A home that is a file cannot hold anything. */
    private Quarantine unwritable() throws IOException {
        Path file = Files.writeString(directory.resolve("file" + System.nanoTime()), "");
        return new Quarantine(file, 1L << 20, InstantSource.system(), new Random());
    }

    private static String words(PassReport report) {
        return report.columns().stream().map(PassReport.Line::words).toList() + report.stopped();
    }
}
