package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Two schemas have a table of the same name; the column is renamed in one of them. */
class SearchPathIT {
    @DatabaseTest
    void writeIsHealedOnlyWhereTheCurrentSchemaHasTheRenamedColumn(Bench bench) throws Exception {
        Connection connection = bothSeen(bench);
        bench.rename(blue(bench) + ".messages", "sender", "zorp");

        for (long id = 2; id <= 7; id += 2) {
            use(bench, connection, red(bench));
            assertThat(write(connection, Messages.INSERT, id, "sender-" + id, "content-" + id))
                    .isEqualTo(1);
            use(bench, connection, blue(bench));
            assertThat(write(connection, Messages.INSERT, id + 1, "sender-" + (id + 1), "content-" + (id + 1)))
                    .isEqualTo(1);
        }

        assertThat(bench.rows("select sender from " + red(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-4", "sender-6");
        assertThat(bench.rows("select zorp from " + blue(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-3", "sender-5", "sender-7");
        assertThat(bench.events("healed"))
                .isNotEmpty()
                .allMatch(event -> event.table().contains("blue"));
    }

    @DatabaseTest
    void schemaChosenThroughTheConnectionCountsToo(Bench bench) throws Exception {
        Connection connection = bothSeen(bench);
        bench.rename(blue(bench) + ".messages", "sender", "zorp");

        choose(bench, connection, blue(bench));
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        choose(bench, connection, red(bench));
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from " + blue(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-2");
        assertThat(bench.rows("select sender from " + red(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void qualifiedNameIsTakenFromTheSchemaThatItNames(Bench bench) throws Exception {
        Connection connection = bothSeen(bench);
        bench.rename(blue(bench) + ".messages", "sender", "zorp");
        use(bench, connection, red(bench));

        assertThat(write(
                        connection,
                        "insert into " + blue(bench) + ".messages (id, sender, content) values (?, ?, ?)",
                        2L,
                        "sender-2",
                        "content-2"))
                .isEqualTo(1);
        assertThat(write(
                        connection,
                        "insert into " + red(bench) + ".messages (id, sender, content) values (?, ?, ?)",
                        3L,
                        "sender-3",
                        "content-3"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from " + blue(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-2");
        assertThat(bench.rows("select sender from " + red(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void statementPreparedUnderAnotherSearchPathFollowsTheChange(Bench bench) throws Exception {
        Connection connection = bothSeen(bench);
        bench.rename(blue(bench) + ".messages", "sender", "zorp");
        use(bench, connection, red(bench));
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);

        use(bench, connection, blue(bench));
        assertThat(bind(insert, 3L, "sender-3", "content-3").executeUpdate()).isEqualTo(1);
        use(bench, connection, red(bench));
        assertThat(bind(insert, 4L, "sender-4", "content-4").executeUpdate()).isEqualTo(1);

        assertThat(bench.rows("select sender from " + red(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-4");
        assertThat(bench.rows("select zorp from " + blue(bench) + ".messages order by id"))
                .containsExactly("sender-1", "sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    private static Connection bothSeen(Bench bench) throws SQLException, IOException, InterruptedException {
        bench.ddl(
                "create schema " + red(bench),
                "create schema " + blue(bench),
                "create table " + red(bench)
                        + ".messages (id bigint primary key, sender varchar(100), content varchar(200),"
                        + " priority integer)",
                "create table " + blue(bench) + ".messages (priority integer, content varchar(300), sender varchar(50),"
                        + " id bigint primary key)");
        Connection connection = bench.application().connect();
        for (String schema : new String[] {red(bench), blue(bench)}) {
            use(bench, connection, schema);
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            bench.awaitSnapshot(schema);
        }
        return connection;
    }

    private static void use(Bench bench, Connection connection, String schema) throws SQLException {
        String set = switch (bench.engine()) {
            case POSTGRESQL, POSTGRESQL15 -> "set search_path to ";
            case H2, HSQLDB, DERBY, SQLITE -> "set schema ";
            case MARIADB, MYSQL -> "use ";
        };
        try (Statement statement = connection.createStatement()) {
            statement.execute(set + schema);
        }
    }

    /** MySQL's schemas are databases, which all tests of a server share. */
    private static String red(Bench bench) {
        return bench.engine().speaksMySql() ? bench.database() + "_red" : "red";
    }

    private static String blue(Bench bench) {
        return bench.engine().speaksMySql() ? bench.database() + "_blue" : "blue";
    }

    private static void choose(Bench bench, Connection connection, String schema) throws SQLException {
        switch (bench.engine()) {
            case POSTGRESQL -> connection.setSchema(schema);
            case MARIADB, MYSQL -> connection.setCatalog(schema);
            default -> connection.setSchema(schema.toUpperCase(Locale.ROOT));
        }
    }
}
