package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the agent keeps in the application's own database, and what an operator's command adds to it. */
class EventStoreIT {
    private static final String INSERT = "insert into letters (id, sender, mood) values (?, ?, ?)";
    private static final String ERRORS =
            "SELECT * FROM detected_errors WHERE error_type = 'schema_mismatch' ORDER BY created_at DESC LIMIT 20";
    private static final String BUILDS =
            "SELECT * FROM build_events WHERE event_type = 'schema_auto_fix' ORDER BY created_at DESC LIMIT 20";
    private static final long PATIENCE_MILLIS = 20_000;

    private static List<String> awaited(Bench bench, String query) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline) {
            try {
                List<String> rows = bench.rows(query);
                if (!rows.isEmpty()) {
                    return rows;
                }
            } catch (SQLException e) {
                // The table is not there yet.
            }
            Thread.sleep(50);
        }
        return bench.rows(query);
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL, Engine.H2})
    void whatWasHealedAndWhatEndsItIsFoundInTheDatabase(Bench bench) throws Exception {
        bench.ddl("create table letters (id bigint primary key, sender varchar(100), mood varchar(40))");
        Connection connection = bench.launch()
                .set("selfhealing.tables", "create")
                .set("selfhealing.tables.interval", "300ms")
                .set("selfhealing.application", "post office")
                .start()
                .connect();
        write(connection, INSERT, 1L, "sender-1", "mood-1");
        bench.awaitSnapshot("letters");
        bench.ddl("alter table letters drop column mood");
        Bench.awaitNotice();
        for (long id = 2; id <= 6; id++) {
            assertThat(write(connection, INSERT, id, "sender-" + id, "mood-" + id))
                    .isEqualTo(1);
        }

        assertThat(awaited(bench, BUILDS)).singleElement().asString().contains("ADD COLUMN");
        assertThat(awaited(bench, "select 1 from detected_errors where count = 5"))
                .hasSize(1);
        assertThat(bench.rows(ERRORS))
                .singleElement()
                .asString()
                .contains("schema_mismatch", "letters", "mood", "warning", "post office")
                .doesNotContain("mood-2", "sender-2", DbServer.PASSWORD);
        assertThat(bench.rows("select status from build_events")).containsExactly("suggested");

        assertThat(SuggestionsIT.run(bench, 0, List.of("--yes"))).contains("applied and verified: 1");

        assertThat(bench.rows("select event_type, status from build_events order by event_type"))
                .containsExactly("schema_auto_fix|applied", "schema_migration|applied");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 7L, "sender-7", "mood-7")).isEqualTo(1);
        assertThat(bench.rows("select mood from letters where id = 7")).containsExactly("mood-7");
    }
}
