package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Each kind of mismatch is met, suggested about, and ended by what was suggested: the next write passes unhealed. */
class SuggestionsIT {
    private static final String LEFT_OUT = "insert into letters (id, sender, mood) values (?, ?, ?)";
    private static final String RENAMED = "insert into parcels (id, sender, content) values (?, ?, ?)";
    private static final String OMITTED = "insert into visits (id, sender) values (?, ?)";
    private static final String TYPED = "insert into orders (id, quantity) values (?, ?)";
    private static final String LABELLED = "insert into moods (id, mood) values (?, ?)";
    private static final long PATIENCE = 10_000;

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL, Engine.H2})
    void whatIsSuggestedEndsTheHealing(Bench bench) throws Exception {
        create(bench);
        Connection connection = bench.application().connect();
        writeAll(connection, bench, 1);
        for (String table : tables(bench)) {
            bench.awaitSnapshot(table);
        }
        drift(bench);
        Bench.awaitNotice();
        writeAll(connection, bench, 2);
        Map<String, JsonNode> suggestions = awaitSuggestions(bench);

        assertSaid(suggestions, bench);
        String dry = apply(bench, 0, suggestions.values().stream(), false);
        assertThat(dry).contains("dry run: nothing was changed").doesNotContain("has changed since");
        assertThat(bench.rows("select count(*) from parcels where id = 2")).containsExactly("1");
        assertThat(apply(bench, 0, suggestions.values().stream(), true))
                .contains("applied and verified: " + suggestions.size());

        Bench.awaitNotice();
        long before = decisions(bench);
        writeAll(connection, bench, 3);
        assertThat(bench.rows("select mood from letters where id = 3")).containsExactly("mood-3");
        assertThat(bench.rows("select id, sender from parcels order by id"))
                .containsExactly("1|sender-1", "2|sender-2", "3|sender-3");
        assertThat(bench.rows("select count(*) from visits where created_at is not null"))
                .containsExactly("3");
        bench.events(); // ends the application, so that all are written
        assertThat(decisions(bench)).as("writes that needed the agent").isEqualTo(before);
        assertThat(apply(bench, 0, suggestions.values().stream(), true)).contains("nothing to do");
        assertThat(Files.readString(bench.home().resolve("migrations.jsonl")))
                .contains("\"act\":\"applied\"")
                .contains("\"undo\"")
                .doesNotContain(DbServer.PASSWORD);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aTableThatHasChangedSinceIsLeftAlone(Bench bench) throws Exception {
        bench.ddl("create table letters (id bigint primary key, sender varchar(100), mood varchar(40))");
        Connection connection = bench.application().connect();
        write(connection, LEFT_OUT, 1L, "sender-1", "mood-1");
        bench.awaitSnapshot("letters");
        bench.ddl("alter table letters drop column mood");
        Bench.awaitNotice();
        write(connection, LEFT_OUT, 2L, "sender-2", "mood-2");
        bench.events();
        Path migrations = Files.createDirectories(bench.directory().resolve("migrations"));
        Files.writeString(migrations.resolve("V007__letters.sql"), "-- there already\n");
        String generated = Command.run(
                0,
                List.of(
                        "migrations",
                        "generate",
                        bench.home().toString(),
                        "--format",
                        "flyway",
                        "--dir",
                        migrations.toString()));
        assertThat(generated)
                .contains("V008__selfhealing_missing_column_letters_mood_")
                .contains("U008__");
        String file = generated
                .lines()
                .filter(line -> line.contains("V008"))
                .findFirst()
                .orElseThrow();
        bench.ddl("alter table letters add column further text");

        assertThat(run(bench, 1, List.of(file, "--yes")))
                .contains("has changed since")
                .contains("refused");
        assertThat(bench.rows("select column_name from information_schema.columns where column_name = 'mood'"))
                .isEmpty();

        assertThat(run(bench, 0, List.of(file, "--yes", "--changed"))).contains("applied and verified: 1");
        assertThat(bench.rows("select id, mood from letters order by id")).containsExactly("1|null", "2|null");
    }

    private static List<String> tables(Bench bench) {
        List<String> tables = new ArrayList<>(List.of("letters", "parcels", "visits", "messages"));
        if (bench.engine() == Engine.POSTGRESQL) {
            tables.addAll(List.of("orders", "moods"));
        }
        return tables;
    }

    private static void create(Bench bench) throws SQLException {
        bench.ddl("create table letters (id bigint primary key, sender varchar(100), mood varchar(40))");
        bench.ddl(
                "create table parcels (id bigint primary key, sender varchar(100), content varchar(200), more integer)");
        bench.ddl("create table visits (id bigint primary key, sender varchar(100))");
        Messages.create(bench);
        if (bench.engine() == Engine.POSTGRESQL) {
            bench.ddl(
                    "create table orders (id bigint primary key, quantity varchar(20))",
                    "create type mood as enum ('happy', 'sad')",
                    "create table moods (id bigint primary key, mood mood)");
        }
    }

    private static void drift(Bench bench) throws Exception {
        bench.ddl("alter table letters drop column mood");
        bench.rename("parcels", "sender", "zorp");
        bench.ddl(
                "alter table visits add column created_at " + bench.sql().zonedTime()
                        + " default current_timestamp not null",
                bench.sql().dropDefault("visits", "created_at", bench.sql().zonedTime()));
        if (bench.engine() == Engine.POSTGRESQL) {
            bench.ddl(
                    "alter table orders alter column quantity type integer using quantity::integer",
                    "alter type mood rename value 'happy' to 'Happy'");
        }
        Bench.awaitNotice(); // a table that came and one that went are told apart best when nothing else happens
        bench.ddl(
                bench.engine().speaksMySql()
                        ? "rename table messages to notes"
                        : "alter table messages rename to notes");
    }

    private static void writeAll(Connection connection, Bench bench, long id) throws SQLException {
        assertThat(write(connection, LEFT_OUT, id, "sender-" + id, "mood-" + id))
                .isEqualTo(1);
        assertThat(write(connection, RENAMED, id, "sender-" + id, "content-" + id))
                .isEqualTo(1);
        assertThat(write(connection, OMITTED, id, "sender-" + id)).isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, id, "sender-" + id, "content-" + id))
                .isEqualTo(1);
        if (bench.engine() == Engine.POSTGRESQL) {
            assertThat(write(connection, TYPED, id, "4" + id)).isEqualTo(1);
            try (PreparedStatement insert = connection.prepareStatement(LABELLED)) {
                insert.setLong(1, id);
                insert.setObject(2, "happy", Types.OTHER);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
        }
    }

    private static void assertSaid(Map<String, JsonNode> suggestions, Bench bench) {
        assertThat(suggestions.keySet())
                .contains(
                        "missing_column letters mood",
                        "renamed_column parcels sender → zorp",
                        "omitted_column visits created_at");
        assertThat(suggestions).hasSize(bench.engine() == Engine.POSTGRESQL ? 6 : 4);
        assertThat(suggestions.values()).allSatisfy(suggestion -> {
            assertThat(suggestion.path("statements").path(0).path("call_site").asText())
                    .startsWith("app.");
            assertThat(suggestion.path("sql")).isNotEmpty();
            assertThat(suggestion.path("undo")).isNotEmpty();
            assertThat(suggestion.path("risks")).isNotEmpty();
            assertThat(suggestion.path("fingerprint").isTextual()).isTrue();
        });
        assertThat(Objects.requireNonNull(suggestions.get("missing_column letters mood"))
                        .path("safe")
                        .asBoolean())
                .isTrue();
        assertThat(Objects.requireNonNull(suggestions.get("missing_column letters mood"))
                        .path("sql")
                        .toString())
                .contains("(40)");
    }

    /** By kind, table and subject, in lower case. */
    private static Map<String, JsonNode> awaitSuggestions(Bench bench) throws Exception {
        int wanted = bench.engine() == Engine.POSTGRESQL ? 6 : 4;
        long deadline = System.nanoTime() + PATIENCE * 1_000_000;
        while (decisions(bench) < wanted && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        for (String table : tables(bench)) {
            bench.awaitSnapshot(table.equals("messages") ? "notes" : table);
        }
        Bench.awaitNotice();
        Map<String, JsonNode> suggestions = new TreeMap<>();
        String printed = Command.run(0, List.of("suggestions", bench.home().toString(), "--json"));
        for (String line : printed.lines().toList()) {
            JsonNode suggestion = new ObjectMapper().readTree(line);
            String table = suggestion.path("table").asText();
            String key = suggestion.path("kind").asText() + " " + table.substring(table.indexOf('.') + 1) + " "
                    + suggestion.path("subject").asText();
            suggestions.put(key.toLowerCase(Locale.ROOT), suggestion);
        }
        return suggestions;
    }

    /** Lines of the log about writes that did not fit. */
    private static long decisions(Bench bench) throws Exception {
        Path log = bench.home().resolve("events.jsonl");
        if (!Files.exists(log)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.matches(".*\"kind\":\"(healed|left_out|refused|suggested)\".*"))
                    .count();
        }
    }

    private static String apply(Bench bench, int code, Stream<JsonNode> suggestions, boolean yes) throws Exception {
        List<String> words = new ArrayList<>();
        suggestions.forEach(suggestion -> words.add(suggestion.path("id").asText()));
        if (yes) {
            words.add("--yes");
        }
        return run(bench, code, words);
    }

    /** {@code migrations apply} on the bench's database. */
    static String run(Bench bench, int code, List<String> words) throws Exception {
        Path password = Files.writeString(bench.directory().resolve("password"), DbServer.PASSWORD + "\n");
        List<String> all =
                new ArrayList<>(List.of("migrations", "apply", bench.home().toString(), "--url", bench.url()));
        all.addAll(List.of("--driver-path", driver(bench), "--user", DbServer.USER));
        all.addAll(List.of("--password-file", password.toString()));
        all.addAll(words);
        return Command.run(code, all);
    }

    private static String driver(Bench bench) {
        Class<?> type = switch (bench.engine()) {
            case MARIADB -> org.mariadb.jdbc.Driver.class;
            case MYSQL -> com.mysql.cj.jdbc.Driver.class;
            case H2 -> org.h2.Driver.class;
            default -> org.postgresql.Driver.class;
        };
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
