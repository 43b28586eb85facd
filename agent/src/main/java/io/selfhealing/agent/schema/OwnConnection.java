package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The agent's own connection to one database: opened when needed, closed when not. Used by the database's own thread alone. */
final class OwnConnection {
    /** A connection that did nothing for so long may have been ended by the server meanwhile; as in HikariCP. */
    private static final Duration TRUSTED = Duration.ofMillis(500);

    /** What a fresh connection says of the database. */
    record Facts(DatabaseIdentity identity, Dialect dialect) {}

    private final ConnectionSource source;
    private final SchemaReader reader;
    private final InstantSource clock;
    private final Duration atMost;
    private final Backoff backoff = new Backoff();
    private String lastFailure = "";
    private @Nullable Connection connection;
    private Instant used = Instant.MIN;
    private volatile @Nullable Facts facts;

    OwnConnection(ConnectionSource source, SchemaReader reader, InstantSource clock, Duration atMost) {
        this.source = source;
        this.reader = reader;
        this.clock = clock;
        this.atMost = atMost;
    }

    /** What the last connection said; null before the first. Any thread. */
    @Nullable
    Facts facts() {
        return facts;
    }

    /**
     * Asks, or does something, in a short transaction of its own.
     *
     * @throws StillFailingException where the database failed a moment ago and is not asked yet again
     */
    <T extends @Nullable Object> T query(OwnWork<T> query) throws SQLException {
        if (!backoff.allows(clock.instant())) {
            throw new StillFailingException(lastFailure);
        }
        try {
            T answer = ask(live(), query);
            backoff.succeeded();
            used = clock.instant();
            return answer;
        } catch (SQLException | RuntimeException | LinkageError e) {
            if (!usable()) {
                lastFailure = Reason.of(e);
                backoff.failed(clock.instant());
                close();
            }
            throw e;
        }
    }

    private <T extends @Nullable Object> T ask(Connection live, OwnWork<T> query) throws SQLException {
        reader.restrain(live, atMost);
        T answer = query.on(live);
        live.commit();
        return answer;
    }

    /** The database was seen to answer: it is asked at once, however it failed before. Any thread. */
    void answers() {
        backoff.over();
    }

    private Connection live() throws SQLException {
        Connection kept = connection;
        if (kept != null && clock.instant().isAfter(used.plus(TRUSTED)) && !isValid(kept)) {
            close();
            kept = null;
        }
        return kept == null ? open() : kept;
    }

    private boolean isValid(Connection kept) {
        try {
            return kept.isValid((int) Math.max(1, atMost.toSeconds()));
        } catch (SQLException | RuntimeException | LinkageError e) {
            return true; // Old and small drivers cannot tell; what is asked will.
        }
    }

    private Connection open() throws SQLException {
        Connection opened = source.open();
        try {
            opened.setAutoCommit(false);
            boundNetwork(opened);
            reader.restrain(opened, atMost);
            facts = new Facts(reader.databaseIdentity(opened), reader.dialect(opened));
            opened.commit();
            connection = opened;
            return opened;
        } finally {
            if (connection == null) {
                close(opened);
            }
        }
    }

    /** A server that does not even answer the time-out of the statement is given up by the socket, where the driver can. */
    private void boundNetwork(Connection opened) {
        try {
            opened.setNetworkTimeout(Runnable::run, (int) (2 * atMost.toMillis()));
        } catch (SQLException | RuntimeException | LinkageError e) {
            // Old or small drivers have no such thing; callers are bounded all the same.
        }
    }

    boolean isOpen() {
        return connection != null;
    }

    /** Whether there is a connection left that a failed statement has not cost. */
    private boolean usable() {
        Connection live = connection;
        if (live == null) {
            return false;
        }
        try {
            live.rollback();
            return !live.isClosed();
        } catch (SQLException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    void close() {
        Connection old = connection;
        connection = null;
        close(old);
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException | RuntimeException | LinkageError e) {
                // It is given up either way.
            }
        }
    }
}
