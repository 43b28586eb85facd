package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every pool, and every option of the driver that matters, side by side in one application. */
class PoolsIT {
    private static final String TABLE =
            "create table TABLE (id bigint primary key, sender varchar(100), content varchar(200), priority integer)";
    private static final String INSERT = "insert into TABLE (id, sender, content) values (?, ?, ?)";

    @DatabaseTest(Engine.POSTGRESQL)
    void statementThatThePoolKeptIsHealedThroughRenamesToAndFro(Bench bench) throws Exception {
        List<Pooled> pools = seen(bench, bench.application());
        Map<String, String> sessions = new HashMap<>();
        for (Pooled pool : pools) {
            sessions.put(pool.name(), pool.session());
        }

        Pooled.ddl(bench, pools, "alter table TABLE rename column sender to zorp");
        pools.forEach(pool -> write(pool, 7, 8));
        Pooled.ddl(bench, pools, "alter table TABLE rename column zorp to sender");
        pools.forEach(pool -> write(pool, 9, 10));
        Bench.awaitNotice();
        pools.forEach(pool -> write(pool, 11, 12));
        Pooled.ddl(bench, pools, "alter table TABLE rename column sender to flub");
        pools.forEach(pool -> write(pool, 13, 14));

        for (Pooled pool : pools) {
            if (!pool.name().equals("none")) {
                assertThat(pool.session()).as("session of %s", pool.name()).isEqualTo(sessions.get(pool.name()));
            }
        }
        for (Pooled pool : pools) {
            assertThat(bench.rows(pool.sql("select count(*), count(distinct id), max(id) from TABLE"
                            + " where flub = 'sender-' || id and content = 'content-' || id")))
                    .as(pool.name())
                    .containsExactly("14|14|14");
            assertThat(heals(bench, pool, "zorp")).as(pool.name()).isEqualTo(2);
            assertThat(heals(bench, pool, "flub")).as(pool.name()).isEqualTo(2);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valueThatHasNoColumnAnyMoreIsKeptOnceForEachWrite(Bench bench) throws Exception {
        List<Pooled> pools = seen(bench, bench.application());
        Pooled.ddl(bench, pools, "alter table TABLE drop column content");

        pools.forEach(pool -> write(pool, 7, 8));

        for (Pooled pool : pools) {
            assertThat(bench.rows(pool.sql("select id, sender from TABLE where id > 6 order by id")))
                    .as(pool.name())
                    .containsExactly("7|sender-7", "8|sender-8");
            assertThat(bench.quarantine())
                    .filteredOn(kept -> kept.table().endsWith(pool.name()))
                    .extracting(kept -> kept.value() + " " + kept.state())
                    .as(pool.name())
                    .containsExactly("content-7 landed", "content-8 landed");
            assertThat(pool.events(bench, "left_out")).as(pool.name()).hasSize(2);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void requiredTimeIsFilledOnceForEachWrite(Bench bench) throws Exception {
        List<Pooled> pools = seen(bench, bench.application());
        Pooled.ddl(
                bench, pools, "alter table TABLE add column created_at timestamptz not null default current_timestamp");
        Pooled.ddl(bench, pools, "alter table TABLE alter column created_at drop default");

        pools.forEach(pool -> write(pool, 7, 8));

        for (Pooled pool : pools) {
            assertThat(bench.rows(pool.sql("select count(*) from TABLE where sender = 'sender-' || id")))
                    .as(pool.name())
                    .containsExactly("8");
            assertThat(pool.events(bench, "healed")).as(pool.name()).hasSize(2);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void batchesInTransactionsAreHealedRolledBackAndCommitted(Bench bench) throws Exception {
        List<Pooled> pools = seen(bench, bench.application());
        Pooled.ddl(bench, pools, "alter table TABLE rename column sender to zorp");
        Bench.awaitNotice();

        for (Pooled pool : pools) {
            pool.use(connection -> {
                connection.setAutoCommit(false);
                batch(pool, connection, 100);
                connection.rollback();
                batch(pool, connection, 100);
                assertThat(Messages.write(connection, pool.sql(INSERT), 7L, "sender-7", "content-7"))
                        .isEqualTo(1);
                connection.commit();
                connection.setAutoCommit(true);
                batch(pool, connection, 200);
            });
        }

        for (Pooled pool : pools) {
            assertThat(bench.rows(pool.sql("select count(*) from TABLE"
                            + " where zorp = 'sender-' || id and content = 'content-' || id")))
                    .as(pool.name())
                    .containsExactly("47");
            assertThat(heals(bench, pool, "zorp"))
                    .as("heals of three batches and a row in %s", pool.name())
                    .isEqualTo(4);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void generatedKeysAreReturnedInEveryForm(Bench bench) throws Exception {
        String insert = "insert into TABLE (sender, content) values (?, ?)";
        Application application = bench.application();
        List<Pooled> pools = Pooled.all(application);
        Pooled.ddl(bench, pools, TABLE.replace("bigint", "bigint generated by default as identity"));
        pools.forEach(pool -> pool.write(insert, "sender-1", "content-1"));
        Pooled.awaitSnapshots(bench, pools);
        Pooled.ddl(bench, pools, "alter table TABLE rename column sender to zorp");

        for (Pooled pool : pools) {
            pool.use(connection -> {
                String sql = pool.sql(insert);
                try (PreparedStatement any = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                    bind(any, "sender-2", "content-2").executeUpdate();
                    assertThat(Pooled.key(any)).isEqualTo(2);
                }
                try (PreparedStatement named = connection.prepareStatement(sql, new String[] {"id"})) {
                    bind(named, "sender-3", "content-3").executeUpdate();
                    assertThat(Pooled.key(named)).isEqualTo(3);
                }
                try (PreparedStatement returning = connection.prepareStatement(sql + " returning id");
                        ResultSet keys =
                                bind(returning, "sender-4", "content-4").executeQuery()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getLong(1)).isEqualTo(4);
                }
                // The driver has none by number, and a pool may throw a connection away that says so: last.
                Thrown unsupported = Bench.failureOf(() -> connection.prepareStatement(sql, new int[] {1}));
                assertThat(unsupported.toString()).contains("sqlState=0A000");
            });
        }

        for (Pooled pool : pools) {
            assertThat(bench.rows(pool.sql("select id, zorp, content from TABLE order by id")))
                    .as(pool.name())
                    .containsExactly(
                            "1|sender-1|content-1",
                            "2|sender-2|content-2",
                            "3|sender-3|content-3",
                            "4|sender-4|content-4");
            assertThat(pool.events(bench, "healed")).as(pool.name()).hasSize(3);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void planWhoseResultChangesIsMadeAnewWithoutTheApplicationNoticing(Bench bench) throws Exception {
        String insert = INSERT + " returning *";
        List<Pooled> pools = Pooled.all(bench.application());
        Pooled.ddl(bench, pools, TABLE);
        for (Pooled pool : pools) {
            for (long id = 1; id <= 6; id++) {
                returned(pool, insert, id);
            }
        }
        Pooled.awaitSnapshots(bench, pools);
        Pooled.ddl(bench, pools, "alter table TABLE rename column sender to zorp");
        Pooled.ddl(bench, pools, "alter table TABLE alter column content type text");

        pools.forEach(pool -> returned(pool, insert, 7));
        pools.forEach(pool -> returned(pool, insert, 8));

        for (Pooled pool : pools) {
            assertThat(bench.rows(pool.sql("select id from TABLE where id in (7, 8) and zorp = 'sender-' || id"
                            + " and content = 'content-' || id order by id")))
                    .as(pool.name())
                    .containsExactly("7", "8");
            assertThat(heals(bench, pool, "zorp")).as(pool.name()).isEqualTo(2);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void layersOverTheDriverLookTheSameAfterAHeal(Bench bench) throws Exception {
        Application application = bench.application();
        List<Pooled> pools = seen(bench, application);
        Map<String, List<String>> before = new HashMap<>();
        for (Pooled pool : pools) {
            before.put(pool.name(), wrappers(application, pool, 7));
        }
        Pooled.ddl(bench, pools, "alter table TABLE rename column sender to zorp");

        for (Pooled pool : pools) {
            assertThat(wrappers(application, pool, 8)).as(pool.name()).isEqualTo(before.get(pool.name()));
            assertThat(wrappers(application, pool, 9)).as(pool.name()).isEqualTo(before.get(pool.name()));
        }

        for (Pooled pool : pools) {
            assertThat(bench.rows(pool.sql("select zorp from TABLE where id > 7 order by id")))
                    .as(pool.name())
                    .containsExactly("sender-8", "sender-9");
            assertThat(heals(bench, pool, "zorp")).as(pool.name()).isEqualTo(2);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    @Untouched
    void layersOverTheDriverLookTheSameAsWithoutTheAgent(Bench bench) throws Exception {
        bench.assertUntouched(bench.application(), application -> {
            for (Pooled pool : Pooled.all(application)) {
                pool.use(connection -> connection.createStatement().execute(pool.sql(TABLE)));
                wrappers(application, pool, 1);
            }
        });
    }

    /** Writes often enough for the driver to prepare in the server, and lets the agent see every table. */
    private static List<Pooled> seen(Bench bench, Application application) throws Exception {
        List<Pooled> pools = Pooled.all(application);
        Pooled.ddl(bench, pools, TABLE);
        for (Pooled pool : pools) {
            write(pool, 1, 6);
        }
        Pooled.awaitSnapshots(bench, pools);
        return pools;
    }

    private static void write(Pooled pool, long first, long last) {
        for (long id = first; id <= last; id++) {
            pool.write(INSERT, id, "sender-" + id, "content-" + id);
        }
    }

    private static void batch(Pooled pool, Connection connection, long first) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(pool.sql(INSERT))) {
            for (long id = first; id < first + 20; id++) {
                bind(insert, id, "sender-" + id, "content-" + id).addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(20);
        }
    }

    private static void returned(Pooled pool, String insert, long id) {
        pool.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(pool.sql(insert));
                    ResultSet rows =
                            bind(statement, id, "sender-" + id, "content-" + id).executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong("id")).isEqualTo(id);
                assertThat(rows.getString("content")).isEqualTo("content-" + id);
            }
        });
    }

    private static List<String> wrappers(Application application, Pooled pool, long id) throws SQLException {
        return application.wrappers(pool.pool(), pool.sql(INSERT), List.of(id, "sender-" + id, "content-" + id));
    }

    private static long heals(Bench bench, Pooled pool, String column) throws Exception {
        List<Event> healed = pool.events(bench, "healed");
        return healed.stream()
                .filter(event -> event.mapping().containsValue(column))
                .count();
    }
}
