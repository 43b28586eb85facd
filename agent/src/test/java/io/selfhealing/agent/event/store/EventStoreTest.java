package io.selfhealing.agent.event.store;

import static io.selfhealing.agent.config.TablesSettings.Use.CREATE;
import static io.selfhealing.agent.config.TablesSettings.Use.USE;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventStoreTest {
    private static final String ERRORS =
            "SELECT * FROM detected_errors WHERE error_type = 'schema_mismatch' ORDER BY created_at DESC LIMIT 20";
    private static final String BUILDS =
            "SELECT * FROM build_events WHERE event_type = 'schema_auto_fix' ORDER BY created_at DESC LIMIT 20";

    @ParameterizedTest
    @EnumSource
    void oneRowForEachProblemCounted(Server server) throws Exception {
        try (StoreRig rig = new StoreRig(server.emptyDatabase(), CREATE)) {
            rig.happened(rig.renamed("sender", "role"), 1);
            rig.happened(rig.renamed("sender", "role"), 41);
            rig.happened(rig.refused("public.orders"), 2);
            rig.awaitWritten(44);
            rig.happened(rig.renamed("sender", "role"), 8);
            rig.awaitWritten(52);

            assertThat(rig.rows(ERRORS)).hasSize(2);
            assertThat(
                            rig.rows(
                                    "select table_name, column_name, severity, application, count from detected_errors order by table_name"))
                    .containsExactly("public.messages|sender|warning|shop|50", "public.orders|null|error|shop|2");
            assertThat(rig.rows("select details from detected_errors where column_name = 'sender'"))
                    .singleElement()
                    .asString()
                    .contains("\"renamed_column\"")
                    .contains("sender → role")
                    .contains("identity")
                    .contains("app.Desk.write");
            assertThat(rig.rows(
                            "select 1 from detected_errors where first_seen < last_seen and created_at >= first_seen"
                                    + " and column_name = 'sender'"))
                    .hasSize(1);
            assertThat(rig.said).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWouldEndItIsInBuildEvents(Server server) throws Exception {
        try (StoreRig rig = new StoreRig(server.emptyDatabase(), CREATE)) {
            rig.happened(rig.leftOut("metadata"), 1);
            rig.awaitWritten(1);

            assertThat(awaited(rig, BUILDS)).hasSize(1);
            assertThat(rig.rows("select status, details from build_events"))
                    .singleElement()
                    .asString()
                    .contains("ADD COLUMN")
                    .contains("metadata")
                    .contains("DROP COLUMN")
                    .startsWith("suggested|");
        }
    }

    @ParameterizedTest
    @EnumSource
    void agentsAndRestartsAddToTheSameRowAndOtherApplicationsHaveTheirOwn(Server server) throws Exception {
        String url = server.emptyDatabase();
        for (String application : List.of("shop", "shop", "till")) {
            try (StoreRig rig = new StoreRig(url, CREATE, application, "")) {
                rig.happened(rig.renamed("sender", "role"), 10);
                rig.awaitWritten(10);
                awaited(rig, BUILDS);
            }
        }
        try (StoreRig rig = new StoreRig(url, USE)) {
            assertThat(rig.rows("select application, count from detected_errors order by application"))
                    .containsExactly("shop|20", "till|10");
            assertThat(rig.rows(BUILDS)).hasSize(1);
        }
    }

    @Test
    void whatWasMendedIsWrittenDownAsOver(@TempDir Path home) throws Exception {
        String url = Server.POSTGRESQL.emptyDatabase();
        try (StoreRig rig = new StoreRig(url, CREATE, "shop", "", home)) {
            rig.execute("create table messages (id bigint primary key)");
            TableKey key = new TableKey(List.of("public"), "messages");
            rig.database.refreshNow(key, StoreRig.LONG);
            rig.happened(rig.leftOut("metadata"), 1);
            rig.awaitWritten(1);
            assertThat(awaited(rig, "select 1 from build_events where status = 'suggested'"))
                    .hasSize(1);

            rig.execute("alter table messages add column metadata jsonb");
            rig.database.refreshNow(key, StoreRig.LONG);

            assertThat(awaited(rig, "select 1 from build_events where status = 'over'"))
                    .hasSize(1);
        }
    }

    @Test
    void agentsThatWriteAtOnceLoseNothing() throws Exception {
        String url = Server.POSTGRESQL.emptyDatabase();
        List<StoreRig> rigs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rigs.add(new StoreRig(url, CREATE));
        }
        for (int round = 0; round < 20; round++) {
            for (StoreRig rig : rigs) {
                for (int column = 0; column < 5; column++) {
                    rig.happened(rig.renamed("c" + column, "d" + column), 1);
                }
            }
            Thread.sleep(60);
        }
        for (StoreRig rig : rigs) {
            rig.awaitWritten(100);
            assertThat(rig.store.counts().dropped()).isZero();
        }
        assertThat(rigs.get(0).rows("select distinct count from detected_errors"))
                .containsExactly("80");
        rigs.forEach(StoreRig::close);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMadeUnlessAskedForAndWhatComesLaterIsUsed(Server server) throws Exception {
        String url = server.emptyDatabase();
        try (StoreRig rig = new StoreRig(url, USE)) {
            rig.happened(rig.renamed("sender", "role"), 1);
            awaitIdle(rig);
            assertThat(rig.rows("select table_name from information_schema.tables where lower(table_name) in"
                            + " ('detected_errors', 'build_events')"))
                    .isEmpty();
            assertThat(rig.store.counts().dropped()).isZero();
            assertThat(rig.said).isEmpty();
        }
        try (StoreRig maker = new StoreRig(url, CREATE)) {
            maker.happened(maker.renamed("sender", "role"), 1);
            maker.awaitWritten(1);
        }
        try (StoreRig rig = new StoreRig(url, USE)) {
            rig.happened(rig.renamed("sender", "role"), 1);
            rig.awaitWritten(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfSomebodyElseAreLeftAloneAndSaidOnce(Server server) throws Exception {
        String url = server.emptyDatabase();
        try (StoreRig rig = new StoreRig(url, CREATE)) {
            rig.execute("create table detected_errors (id integer primary key, message varchar(20))");
            for (int i = 0; i < 3; i++) {
                rig.happened(rig.leftOut("metadata"), 1);
                awaitIdle(rig);
            }

            assertThat(rig.rows("select * from detected_errors")).isEmpty();
            assertThat(rig.said).singleElement().asString().contains("somebody else's");
            assertThat(rig.store.counts().dropped()).isEqualTo(3);
        }
    }

    @Test
    void tablesThatWereMadeAsTheDocumentationSaysAreUsed() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "tables.md"));
        String sql = page.substring(page.indexOf("CREATE TABLE detected_errors"));
        String url = TestPostgres.emptyDatabase();
        TestPostgres.execute(url, sql.substring(0, sql.indexOf("GRANT")));
        try (StoreRig rig = new StoreRig(url, USE)) {
            rig.happened(rig.leftOut("metadata"), 1);
            rig.awaitWritten(1);
            assertThat(awaited(rig, BUILDS)).hasSize(1);
            assertThat(rig.said).isEmpty();
        }
    }

    @Test
    void withoutTheRightToMakeThemTheGrantIsSaidOnce() throws Exception {
        String url = TestPostgres.emptyDatabase();
        TestPostgres.execute(url, "create role writer", "grant usage on schema public to writer");
        try (StoreRig rig = new StoreRig(url, CREATE, "shop", "writer")) {
            for (int i = 0; i < 3; i++) {
                rig.happened(rig.leftOut("metadata"), 1);
                awaitIdle(rig);
            }
            assertThat(rig.said)
                    .hasSize(2) // one for each table
                    .allSatisfy(line -> assertThat(line).contains("GRANT CREATE ON SCHEMA public TO"));
        } finally {
            TestPostgres.execute(url, "drop owned by writer", "drop role writer");
        }
    }

    @Test
    void withoutTheRightToWriteTheGrantIsSaidOnce() throws Exception {
        String url = TestPostgres.emptyDatabase();
        try (StoreRig maker = new StoreRig(url, CREATE)) {
            maker.happened(maker.leftOut("metadata"), 1);
            maker.awaitWritten(1);
            awaited(maker, BUILDS);
        }
        TestPostgres.execute(
                url,
                "create role reader",
                "grant usage on schema public to reader",
                "grant select on build_events to reader");
        try (StoreRig rig = new StoreRig(url, USE, "shop", "reader")) {
            for (int i = 0; i < 3; i++) {
                rig.happened(rig.leftOut("metadata"), 1);
                awaitIdle(rig);
            }
            assertThat(rig.said)
                    .anySatisfy(line ->
                            assertThat(line).contains("GRANT SELECT, INSERT, UPDATE ON \"detected_errors\" TO"));
            assertThat(rig.said).doesNotHaveDuplicates();
            assertThat(rig.store.counts().dropped()).isEqualTo(3);
        } finally {
            TestPostgres.execute(url, "drop owned by reader", "drop role reader");
        }
    }

    @Test
    void whoNeverAskedForEventsInTheDatabaseHearsNothingOfThemWhileItIsDown() throws Exception {
        try (StoreRig rig = new StoreRig(Server.H2.emptyDatabase(), TablesSettings.Use.USE)) {
            rig.down = true;
            rig.happened(rig.renamed("a", "b"), 1);
            Thread.sleep(1_000);
            assertThat(rig.store.waiting()).isEqualTo(1);
            assertThat(rig.said).isEmpty();
        }
    }

    @Test
    void whatHappensWhileTheDatabaseIsDownWaitsBoundedAndIsSaidOnce() throws Exception {
        try (StoreRig rig = new StoreRig(Server.H2.emptyDatabase(), CREATE)) {
            rig.down = true;
            for (int i = 0; i < Tallies.MOST + 100; i++) {
                rig.happened(rig.renamed("c" + i, "d" + i), 1);
                rig.happened(rig.renamed("c" + i, "d" + i), 1);
            }
            Thread.sleep(1_500);
            assertThat(rig.store.waiting()).isEqualTo(Tallies.MOST);
            assertThat(rig.store.counts().dropped()).isEqualTo(200);
            assertThat(rig.said).singleElement().asString().contains("wait in memory");

            rig.down = false;
            rig.awaitWritten(2L * Tallies.MOST);
            assertThat(rig.rows("select count(*), sum(count) from detected_errors"))
                    .containsExactly(Tallies.MOST + "|" + 2 * Tallies.MOST);
        }
    }

    @Test
    void eventsAboutDatabasesThatTheAgentDoesNotReachAreNotKept() throws Exception {
        try (StoreRig rig = new StoreRig(Server.H2.emptyDatabase(), CREATE)) {
            rig.store.happened(new HealEvent.SwallowedError("somewhere"), Instant.now(), 1);
            rig.store.happened(
                    new HealEvent.Refused("h2:mem:other", "orders", "UPDATE orders SET x = ?", "why not", 7),
                    Instant.now(),
                    1);
            assertThat(rig.store.waiting()).isZero();
        }
    }

    @Test
    void whatWaitsIsWrittenAtTheEnd() throws Exception {
        try (StoreRig rig = new StoreRig(Server.H2.emptyDatabase(), TablesSettings.Use.CREATE)) {
            rig.happened(rig.renamed("sender", "role"), 3);
            rig.store.flush(Duration.ofSeconds(10));
            assertThat(rig.rows("select count from detected_errors")).containsExactly("3");
        }
    }

    private static List<String> awaited(StoreRig rig, String sql) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + StoreRig.LONG.toNanos();
        List<String> rows = rig.rows(sql);
        while (rows.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
            rows = rig.rows(sql);
        }
        return rows;
    }

    private static void awaitIdle(StoreRig rig) throws InterruptedException {
        long deadline = System.nanoTime() + StoreRig.LONG.toNanos();
        while (rig.store.waiting() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        Thread.sleep(300);
        assertThat(rig.store.waiting()).isZero();
    }

    @Test
    void aDatabaseInWhichNoTableIsEverMadeIsNoDefect() throws Exception {
        for (String url :
                List.of("jdbc:derby:memory:shop", "jdbc:sqlite:/data/shop.db", "jdbc:oracle:thin:@db:1521:x")) {
            try (StoreRig rig = new StoreRig(url, CREATE)) {
                rig.happened(rig.renamed("sender", "role"), 1);

                assertThat(rig.store.waiting()).isZero();
            }
        }
    }
}
