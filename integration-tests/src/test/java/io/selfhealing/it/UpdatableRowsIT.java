package io.selfhealing.it;

import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Rows that are written through a {@link ResultSet}. */
class UpdatableRowsIT {
    private static final String QUERY = "select id, sender, content from messages";

    @DatabaseTest
    @Untouched
    void rowsAreWrittenThroughAResultSetAsEver(Bench bench) throws Exception {
        Messages.create(bench);
        String rename = bench.sql().rename("messages", "sender", "zorp");

        String renamed = "select id, zorp, content from messages";
        List<String> transcript = bench.assertUntouched(bench.application(), application -> {
            Connection connection = application.connect();
            write(connection, QUERY, "sender", 1);
            try (Statement statement = connection.createStatement()) {
                statement.execute(rename);
            }
            attempt(() -> write(connection, QUERY, "sender", 10));
            // PostgreSQL's driver remembers the old name of the column, and writes by it.
            attempt(() -> write(connection, renamed, "zorp", 20));
            write(application.connect(), renamed, "zorp", 30);
        });

        assertThat(transcript).anyMatch(line -> line.contains("threw"));
        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .contains("1|changed|content", "30|changed|content")
                .isSubsetOf("1|changed|content", "20|changed|content", "30|changed|content");
    }

    private static void write(Connection connection, String query, String sender, long first) throws SQLException {
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery(query + " where id >= " + first + " order by id")) {
            insert(rows, sender, first);
            insert(rows, sender, first + 1);
        }
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery(query + " where id >= " + first + " order by id")) {
            rows.next();
            rows.updateString(sender, "changed");
            rows.updateRow();
            rows.getString(sender);
            rows.next();
            rows.deleteRow();
        }
    }

    private static void insert(ResultSet rows, String sender, long id) throws SQLException {
        rows.moveToInsertRow();
        rows.updateLong("id", id);
        rows.updateString(sender, "sender");
        rows.updateString("content", "content");
        rows.insertRow();
        rows.moveToCurrentRow();
    }

    /** The driver makes the write by itself, by the name that the query found. */
    @DatabaseTest
    void rowsOfAResultSetFromBeforeTheRenameGoWhereTheyBelongOrNowhere(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery(QUERY);
        rows.next();
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        attempt(() -> insert(rows, "sender", 2));
        attempt(() -> {
            rows.absolute(1);
            rows.updateString("sender", "changed");
            rows.updateRow();
        });
        Messages.write(connection, Messages.INSERT, 3L, "sender-3", "content-3");

        assertThat(bench.rows("select id, zorp, content, priority from messages where id < 3"))
                .isSubsetOf("1|sender-1|content-1|null", "1|changed|content-1|null", "2|sender|content|null")
                .isNotEmpty();
        assertThat(bench.rows("select zorp from messages where id = 3")).containsExactly("sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }
}
