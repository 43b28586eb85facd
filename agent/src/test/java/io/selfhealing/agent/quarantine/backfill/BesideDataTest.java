package io.selfhealing.agent.quarantine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values in a table beside the data, and what several agents make of them. */
class BesideDataTest {
    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();
    private final QuarantineTables tables = new QuarantineTables(
            new AgentTables(new TablesSettings(TablesSettings.Use.CREATE, Optional.empty()), warnings::add),
            warnings::add,
            new Random(1));

    private QuarantineTable table(Shelf shelf) throws Exception {
        try (Connection own = shelf.connect()) {
            own.setAutoCommit(false);
            return Objects.requireNonNull(tables.find(own, Product.ofUrl(shelf.url)), warnings::toString);
        }
    }

    private TableTicket ticket(Shelf shelf, @Nullable Object value, Object id) {
        LeftOut leftOut = shelf.value("note", value, Map.of("id", id), null);
        return tables.ticket(List.of(leftOut));
    }

    /** A write of the application's, with what it left out. */
    private void write(Shelf shelf, QuarantineTable table, int id, Object value, boolean commits) throws Exception {
        try (Connection connection = shelf.connect();
                var insert = connection.prepareStatement("insert into messages (id) values (" + id + ")")) {
            connection.setAutoCommit(false);
            TableTicket ticket = ticket(shelf, value, id);
            table.take(connection, ticket, Instant.now());
            insert.executeUpdate();
            table.ran(connection, ticket, List.of(), Instant.now());
            if (commits) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    private static List<Entry> read(Shelf shelf, QuarantineTable table) throws Exception {
        try (Connection own = shelf.connect()) {
            return table.read(own);
        }
    }

    private static Pass pass(Shelf shelf, Database database, QuarantineTable table) {
        return new Pass(
                database,
                Objects.requireNonNull(database.source()),
                new Conversions(null),
                (name, dialect) -> Map.of(),
                Guard.byPerson(shelf.quarantine.hashKeys(), entry -> false),
                shelf.quarantine::settle,
                (done, all, nanos) -> true,
                InstantSource.system(),
                table);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCommittedGoesBackAndTheTableSaysSo(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute("create table messages (id bigint primary key)");
            QuarantineTable table = table(shelf);
            write(shelf, table, 1, "one", true);
            write(shelf, table, 2, "two", false);
            shelf.execute("alter table messages add column note varchar(100)");

            List<Entry> entries = read(shelf, table);
            assertThat(entries).extracting(Entry::state).containsExactly(State.LANDED);
            PassReport report = pass(shelf, shelf.database(), table).run(entries);

            assertThat(report.count(State.RESTORED)).isEqualTo(1);
            assertThat(shelf.rows("select id, note from messages")).containsExactly("1|one");
            assertThat(read(shelf, table)).singleElement().satisfies(entry -> {
                assertThat(entry.state()).isEqualTo(State.RESTORED);
                assertThat(Objects.requireNonNull(entry.outcome()).column()).isEqualTo(engine.name("note"));
            });
            assertThat(shelf.entries()).as("of journals").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoAgentsThatReadTheSameValueOneWritesIt(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute("create table messages (id bigint primary key)");
            QuarantineTable table = table(shelf);
            write(shelf, table, 1, "one", true);
            shelf.execute("alter table messages add column note varchar(100)");
            List<Entry> seen = read(shelf, table);

            assertThat(pass(shelf, shelf.database(), table).run(seen).count(State.RESTORED))
                    .isEqualTo(1);
            shelf.execute("update messages set note = null");
            PassReport late = pass(shelf, shelf.database(), table).run(seen);

            assertThat(late.count(State.RESTORED)).isZero();
            assertThat(late.columns().get(0).words()).contains("another agent sees to it");
            assertThat(shelf.rows("select note from messages")).containsExactly("null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatAnotherAgentIsWritingIsNotWaitedFor(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory);
                Connection other = shelf.connect()) {
            shelf.execute("create table messages (id bigint primary key)");
            QuarantineTable table = table(shelf);
            write(shelf, table, 1, "one", true);
            shelf.execute("alter table messages add column note varchar(100)");
            List<Entry> seen = read(shelf, table);
            other.setAutoCommit(false);
            assertThat(table.claim(other, seen.get(0))).isTrue();

            PassReport report = pass(shelf, shelf.database(), table).run(seen);

            assertThat(report.count(State.RESTORED)).isZero();
            other.rollback();
            assertThat(pass(shelf, shelf.database(), table).run(seen).count(State.RESTORED))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatIsNotEmptyIsAConflictAndALaterWriteSupersedes(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute("create table messages (id bigint primary key)");
            QuarantineTable table = table(shelf);
            write(shelf, table, 1, "one", true);
            write(shelf, table, 2, "two", true);
            shelf.keep("note", "two, later", Map.of("id", 2L));
            shelf.execute(
                    "alter table messages add column note varchar(100)",
                    "update messages set note = 'taken' where id = 1");
            List<Entry> all = new ArrayList<>(read(shelf, table));
            all.addAll(shelf.entries());

            pass(shelf, shelf.database(), table).run(all);

            assertThat(read(shelf, table)).extracting(Entry::state).containsExactly(State.CONFLICT, State.SUPERSEDED);
            assertThat(shelf.states()).containsExactly(State.RESTORED);
            assertThat(shelf.rows("select id, note from messages order by id"))
                    .containsExactly("1|taken", "2|two, later");
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesComeOutAsTheyWentIn(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory);
                Connection connection = shelf.connect()) {
            shelf.execute("create table messages (id bigint primary key)");
            QuarantineTable table = table(shelf);
            List<Object> values = List.of(
                    new BigDecimal("12.300"),
                    Long.MAX_VALUE,
                    LocalDateTime.parse("2026-03-29T02:30:00.123456789"),
                    OffsetDateTime.parse("2026-03-29T02:30:00.5+05:45"),
                    UUID.randomUUID(),
                    "qu'ote\"\n\u0001é");
            for (Object value : values) {
                table.take(connection, ticket(shelf, value, 7L), Instant.now());
            }

            assertThat(read(shelf, table))
                    .extracting(entry -> entry.leftOut().value())
                    .containsExactlyInAnyOrderElementsOf(values);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSettledIsForgottenAfterItsTimeAndWhatIsNotKnownNever(Served engine) throws Exception {
        try (Shelf shelf = new Shelf(engine, directory)) {
            shelf.execute("create table messages (id bigint primary key)");
            QuarantineTable table = table(shelf);
            write(shelf, table, 1, "one", true);
            write(shelf, table, 2, "two", true);
            shelf.execute("alter table messages add column note varchar(100)", "delete from messages where id = 1");
            pass(shelf, shelf.database(), table).run(read(shelf, table));
            try (Connection own = shelf.connect()) {
                assertThat(table.discard(own, Instant.now().minusSeconds(60))).isZero();
                assertThat(table.discard(own, Instant.now().plusSeconds(60))).isEqualTo(1);
            }
            assertThat(read(shelf, table)).extracting(Entry::state).containsExactly(State.UNKNOWN);
        }
    }
}
