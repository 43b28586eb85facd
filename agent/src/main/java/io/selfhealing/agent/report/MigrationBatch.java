package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.SchemaReader;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Migrations that are carried out together on an operator's connection. Each is verified by reading its table again. Where the
 * database takes DDL back, all of them are one transaction: done as a whole or not at all.
 */
public final class MigrationBatch {
    private final Connection connection;
    private final SchemaReader reader;
    private final Product product;
    private final Ddl ddl;
    private final List<Migration> migrations;

    private MigrationBatch(
            Connection connection, SchemaReader reader, Product product, Ddl ddl, List<Migration> migrations) {
        this.connection = connection;
        this.reader = reader;
        this.product = product;
        this.ddl = ddl;
        this.migrations = List.copyOf(migrations);
    }

    /**
     * Nothing happens yet.
     *
     * @param connection lent
     * @return null for a product for which no SQL is written
     */
    public static @Nullable MigrationBatch of(
            Connection connection, SchemaReader reader, Product product, List<Migration> migrations) {
        Ddl ddl = Ddl.of(product);
        return ddl == null ? null : new MigrationBatch(connection, reader, product, ddl, migrations);
    }

    /** How a migration stands to the database as it is. */
    public enum Standing {
        /** The table is as it was when this was suggested. */
        READY("the table is as it was when this was suggested"),
        /** Nobody knows what the table was like. */
        NOT_COMPARED("the table's shape was not known when this was suggested, so it is not compared"),
        /** The table is another. */
        CHANGED("the table has changed since this was suggested"),
        /** The table is not there. */
        GONE("there is no such table"),
        /** There is nothing to be done. */
        ENDED("the table and the application agree already");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** One of the batch, and how it stands. */
    public record Step(Migration migration, Standing standing) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** Everything was done and verified. */
        record Applied(int migrations) implements Outcome {}

        /**
         * Something failed.
         *
         * @param before of these nothing was taken back; empty where all of it was one transaction
         */
        record Failed(Migration migration, String reason, List<Migration> before) implements Outcome {
            public Failed {
                before = List.copyOf(before);
            }
        }
    }

    /** Whether all of it is one transaction. */
    public boolean isAtomic() {
        return product == Product.POSTGRESQL;
    }

    /** Reads the tables; changes nothing. */
    public List<Step> look() throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (Migration migration : migrations) {
            steps.add(new Step(migration, standing(migration)));
        }
        return steps;
    }

    private Standing standing(Migration migration) throws SQLException {
        Mismatch mismatch = migration.mismatch();
        if (mismatch.isEnded(read(mismatch.table()))) {
            return Standing.ENDED;
        }
        TableSnapshot now = read(mismatch.changed());
        if (now == null) {
            return Standing.GONE;
        }
        if (migration.fingerprint() == null) {
            return Standing.NOT_COMPARED;
        }
        return Shape.fingerprint(now).equals(migration.fingerprint()) ? Standing.READY : Standing.CHANGED;
    }

    private @Nullable TableSnapshot read(TableRef table) throws SQLException {
        List<String> path = table.schema().isEmpty() ? reader.path(connection) : List.of(table.schema());
        return reader.read(connection, path, table.name());
    }

    /**
     * Carries out all that is not ended already.
     *
     * @param lockSeconds longest that a statement waits for a lock
     * @throws IOException where the journal cannot be written; then nothing more is done
     * @throws SQLException where the connection fails between the migrations
     */
    public Outcome apply(MigrationJournal journal, long lockSeconds) throws SQLException, IOException {
        List<Migration> open = look().stream()
                .filter(step -> step.standing() != Standing.ENDED)
                .map(Step::migration)
                .toList();
        connection.setAutoCommit(!isAtomic());
        try {
            return isAtomic() ? asOne(open, journal, lockSeconds) : oneByOne(open, journal, lockSeconds);
        } finally {
            if (isAtomic()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Outcome asOne(List<Migration> open, MigrationJournal journal, long lockSeconds)
            throws SQLException, IOException {
        for (Migration migration : open) {
            journal.write(migration, "started", "");
        }
        for (Migration migration : open) {
            String failure = failure(migration, lockSeconds);
            if (failure != null) {
                connection.rollback();
                for (Migration each : open) {
                    journal.write(each, "rolled_back", failure);
                }
                return new Outcome.Failed(migration, failure, List.of());
            }
        }
        connection.commit();
        for (Migration migration : open) {
            journal.write(migration, "applied", "");
        }
        return new Outcome.Applied(open.size());
    }

    private Outcome oneByOne(List<Migration> open, MigrationJournal journal, long lockSeconds) throws IOException {
        List<Migration> done = new ArrayList<>();
        for (Migration migration : open) {
            journal.write(migration, "started", "");
            String failure = failure(migration, lockSeconds);
            journal.write(migration, failure == null ? "applied" : "failed", failure == null ? "" : failure);
            if (failure != null) {
                return new Outcome.Failed(migration, failure, done);
            }
            done.add(migration);
        }
        return new Outcome.Applied(done.size());
    }

    /** Null where it was done and the mismatch is over. */
    private @Nullable String failure(Migration migration, long lockSeconds) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : ddl.impatience(lockSeconds)) {
                statement.execute(sql);
            }
            for (String sql : migration.sql()) {
                statement.execute(sql);
            }
            return migration.mismatch().isEnded(read(migration.mismatch().table()))
                    ? null
                    : "it was carried out, and the mismatch is still there";
        } catch (SQLException e) {
            return "SQLState " + e.getSQLState() + ": " + e.getMessage();
        }
    }
}
