package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the databases say of statements before a rename, after it, and after the statement was rewritten. */
class RealDatabasesTest {
    private static final List<String> COMMON = List.of(
            "INSERT INTO m (id, sender, n) VALUES (?, 'sender', ?), (?, lower('X'), 2)",
            "INSERT INTO m (id, SENDER) SELECT id + ?, u.sender FROM u",
            "UPDATE m SET sender = ?, n = n + 1 WHERE id = ? -- sender",
            "UPDATE m AS t SET sender = t.sender || ? WHERE t.sender LIKE 'sender%' AND t.n IN (SELECT u.n FROM u)",
            "DELETE FROM m WHERE /* sender */ sender = ?",
            "MERGE INTO m t USING u s ON t.id = s.id WHEN MATCHED THEN UPDATE SET sender = s.sender"
                    + " WHEN NOT MATCHED THEN INSERT (id, sender) VALUES (s.id, s.sender)");

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void describe(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // H2 compiles here, PostgreSQL when it is asked for the parameters' types.
            statement.getParameterMetaData().getParameterCount();
        }
    }

    private static void check(Connection connection, Dialect dialect, List<String> writes) throws SQLException {
        String sender = dialect.folding().fold("sender");
        String role = dialect.folding().fold("role");
        execute(
                connection,
                "CREATE TABLE m (id int PRIMARY KEY, sender varchar(40), n int)",
                "CREATE TABLE u (id int PRIMARY KEY, sender varchar(40), n int)");
        for (String sql : writes) {
            describe(connection, sql);
        }
        execute(connection, "ALTER TABLE m RENAME COLUMN sender TO role");
        for (String sql : writes) {
            SQLException refusal = refusal(() -> describe(connection, sql));
            assertThat(Failures.classify(refusal, dialect.product()))
                    .isEqualTo(new Failure(Failure.Kind.MISSING_COLUMN, refusal.getSQLState(), sender));

            Rewritten healed = Sql.rewritten(Sql.rewriter(sql, dialect).rename(sender, role));
            describe(connection, healed.sql());
        }
    }

    @Test
    void h2TakesRewrittenStatements() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            List<String> writes = new ArrayList<>(COMMON);
            writes.add("MERGE INTO m (id, sender) KEY (id) VALUES (?, ?)");
            writes.add("UPDATE m SET m.sender = ? WHERE DATEADD(DAY, 1, CURRENT_DATE) > CURRENT_DATE");
            check(connection, Sql.H2, writes);
        }
    }

    @Test
    void postgresTakesRewrittenStatements() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            List<String> writes = new ArrayList<>(COMMON);
            writes.add("INSERT INTO m AS t (id, sender) VALUES (?, ?::varchar) ON CONFLICT (id) DO UPDATE"
                    + " SET sender = excluded.sender || t.sender WHERE t.n > 1 RETURNING id, sender AS sender");
            writes.add("UPDATE ONLY public.m SET sender = $$sender?$$ || ? WHERE to_jsonb(m.id) ?? 'x'");
            writes.add("UPDATE m SET n = u.n FROM u WHERE m.sender = u.sender AND u.id = ?");
            writes.add("DELETE FROM m USING u WHERE m.sender = u.sender RETURNING m.sender");
            writes.add("WITH x AS (SELECT u.sender FROM u) UPDATE m SET sender = ? WHERE id = 1");
            check(connection, Sql.POSTGRES, writes);
        }
    }

    @Test
    void failuresOfPostgres() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            execute(connection, "CREATE TABLE f (id int NOT NULL, \"Qu\"\"oted\" uuid NOT NULL)");

            assertThat(failure(connection, "INSERT INTO f (id) VALUES (1)"))
                    .isEqualTo(new Failure(Failure.Kind.NULL_IN_REQUIRED_COLUMN, "23502", "Qu\"oted"));
            assertThat(failure(connection, "UPDATE f SET id = 'x'::text"))
                    .isEqualTo(new Failure(Failure.Kind.TYPE_MISMATCH, "42804", "id"));
            assertThat(failure(connection, "DELETE FROM f WHERE id = 'x'::text"))
                    .isEqualTo(new Failure(Failure.Kind.TYPE_MISMATCH, "42883", null));
            assertThat(failure(connection, "DELETE FROM f WHERE f.gone = 1"))
                    .isEqualTo(new Failure(Failure.Kind.MISSING_COLUMN, "42703", "gone"));
            assertThat(failure(connection, "DELETE FROM nowhere").kind()).isEqualTo(Failure.Kind.MISSING_TABLE);
            assertThat(failure(connection, "DELETE FRM f").kind()).isEqualTo(Failure.Kind.OTHER);
            assertThat(failure(connection, "DO $$ BEGIN RAISE EXCEPTION 'column \"x\" does not exist'; END $$")
                            .kind())
                    .isEqualTo(Failure.Kind.OTHER);
        }
    }

    @Test
    void aBatchOnPostgresNamesTheColumn() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement batch = connection.prepareStatement("INSERT INTO b (id, \"it's\") VALUES (?, ?)")) {
            execute(connection, "CREATE TABLE b (id int)");
            for (int i = 0; i < 3; i++) {
                batch.setInt(1, i);
                batch.setString(2, "ERROR: column \"evil\" does not exist");
                batch.addBatch();
            }
            SQLException e = refusal(batch::executeBatch);

            assertThat(Failures.classify(e, Product.POSTGRESQL))
                    .isEqualTo(new Failure(Failure.Kind.MISSING_COLUMN, "42703", "it's"));
        }
    }

    private static Failure failure(Connection connection, String sql) {
        return Failures.classify(refusal(() -> execute(connection, sql)), Product.POSTGRESQL);
    }

    private static SQLException refusal(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(SQLException.class);
        return (SQLException) thrown;
    }
}
