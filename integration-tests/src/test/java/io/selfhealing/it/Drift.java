package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** The columns of the matrix: a table, a change of it from outside, and a write that does not know of the change. */
enum Drift {
    RENAME("rename") {
        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            bench.rename(table(), "sender", "zorp");
            one(connection, insert());
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select id, zorp, content from " + table() + " order by id")
                    .equals(List.of(FIRST, SECOND));
        }
    },
    TWO_RENAMES("two renames") {
        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            bench.rename(table(), "sender", "zorp");
            bench.rename(table(), "content", "blarg");
            one(connection, insert());
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select id, zorp, blarg from " + table() + " order by id")
                    .equals(List.of(FIRST, SECOND));
        }
    },
    TABLE_RENAME("table rename") {
        @Override
        String tableAfter() {
            return "moved";
        }

        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            bench.ddl(
                    switch (bench.engine()) {
                        case DERBY -> "rename table " + table() + " to moved";
                        default -> "alter table " + table() + " rename to moved";
                    });
            one(connection, insert());
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select id, sender, content from moved order by id")
                    .equals(List.of(FIRST, SECOND));
        }
    },
    LEFT_OUT("left-out column") {
        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            bench.ddl("alter table " + table() + " drop column content");
            one(connection, insert());
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select id, sender from " + table() + " order by id")
                    .equals(List.of("1|sender-1", "2|sender-2"));
        }
    },
    DEFAULT("default") {
        /** Made anew, since not every database adds a required column. */
        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            bench.ddl(
                    "drop table " + table(),
                    "create table " + table() + " (id bigint primary key, sender varchar(100), content varchar(200),"
                            + " priority integer, created_at timestamp not null)");
            one(connection, insert());
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select id, sender, content from " + table() + " where created_at is not null")
                    .equals(List.of(SECOND));
        }
    },
    CONVERSION("conversion") {
        /** A number that the application binds as a string. */
        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            Messages.write(
                    connection,
                    "insert into " + table() + " (id, sender, content, priority) values (?, ?, ?, ?)",
                    2L,
                    "sender-2",
                    "content-2",
                    "7");
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select priority + 1 from " + table() + " where id = 2")
                    .equals(List.of("8"));
        }
    },
    BATCH("batch") {
        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            bench.rename(table(), "sender", "zorp");
            try (PreparedStatement insert = connection.prepareStatement(insert())) {
                for (long id = 2; id <= 4; id++) {
                    bind(insert, id, "sender-" + id, "content-" + id).addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(3);
            }
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select zorp from " + table() + " order by id")
                    .equals(List.of("sender-1", "sender-2", "sender-3", "sender-4"));
        }
    },
    TRANSACTION("transaction") {
        @Override
        void write(Bench bench, Connection connection) throws SQLException, InterruptedException {
            bench.rename(table(), "sender", "zorp");
            Bench.awaitNotice();
            connection.setAutoCommit(false);
            one(connection, insert());
            Messages.write(connection, insert(), 3L, "sender-3", "content-3");
            connection.commit();
            connection.setAutoCommit(true);
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select zorp from " + table() + " order by id")
                    .equals(List.of("sender-1", "sender-2", "sender-3"));
        }
    },
    GENERATED_KEYS("generated keys") {
        @Override
        String key(Engine engine) {
            return switch (engine) {
                case SQLITE -> "integer primary key";
                case MARIADB, MYSQL -> "bigint auto_increment primary key";
                default -> "bigint generated by default as identity (start with 7340) primary key";
            };
        }

        @Override
        void first(Connection connection) throws SQLException {
            Messages.write(connection, unkeyed(), "sender-1", "content-1");
        }

        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            bench.rename(table(), "sender", "zorp");
            try (PreparedStatement insert = connection.prepareStatement(unkeyed(), Statement.RETURN_GENERATED_KEYS)) {
                bind(insert, "sender-2", "content-2").executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(List.of(Long.toString(keys.getLong(1))))
                            .isEqualTo(bench.rows("select id from " + table() + " where content = 'content-2'"));
                }
            }
        }

        private String unkeyed() {
            return "insert into " + table() + " (sender, content) values (?, ?)";
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select zorp from " + table() + " order by id").equals(List.of("sender-1", "sender-2"));
        }
    },
    PREPARED_BEFORE("prepared before") {
        @Override
        void write(Bench bench, Connection connection) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(insert())) {
                bind(insert, 2L, "sender-2", "content-2").executeUpdate();
                bench.rename(table(), "sender", "zorp");
                bind(insert, 3L, "sender-3", "content-3").executeUpdate();
            }
        }

        @Override
        boolean landed(Bench bench) throws SQLException {
            return bench.rows("select id from " + table() + " order by id").equals(List.of("1", "2", "3"));
        }
    };

    static final String FIRST = "1|sender-1|content-1";
    static final String SECOND = "2|sender-2|content-2";

    final String title;

    Drift(String title) {
        this.title = title;
    }

    String table() {
        return "drift_" + name().toLowerCase(Locale.ROOT);
    }

    /** The name that the table has when the write has landed. */
    String tableAfter() {
        return table();
    }

    String insert() {
        return "insert into " + table() + " (id, sender, content) values (?, ?, ?)";
    }

    String key(Engine engine) {
        return "bigint primary key";
    }

    /** Makes the table and has the application write a row, so that the agent sees it as it was. */
    void prepare(Bench bench, Connection connection) throws SQLException, IOException, InterruptedException {
        bench.ddl("create table " + table() + " (id " + key(bench.engine())
                + ", sender varchar(100), content varchar(200), priority integer)");
        first(connection);
        bench.awaitSnapshot(table());
    }

    void first(Connection connection) throws SQLException {
        Messages.write(connection, insert(), 1L, "sender-1", "content-1");
    }

    /** Changes the table and writes as if it had not changed. */
    abstract void write(Bench bench, Connection connection) throws SQLException, InterruptedException;

    /** Whether everything stands where it belongs; where the write was refused, it does not. */
    abstract boolean landed(Bench bench) throws SQLException;

    private static void one(Connection connection, String insert) throws SQLException {
        Messages.write(connection, insert, 2L, "sender-2", "content-2");
    }
}
