package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own connection to one database: opened when needed, closed when not. Used by the database's own thread alone, but for
 * giving it up.
 */
final class OwnConnection {
    /** A connection that did nothing for so long may have been ended by the server meanwhile; as in HikariCP. */
    private static final Duration TRUSTED = Duration.ofMillis(500);

    /** The server has no connection to spare: the application may be about to open several. */
    private static final Duration GIVEN_WAY = Duration.ofSeconds(10);

    /** What a fresh connection says of the database. */
    record Facts(DatabaseIdentity identity, Dialect dialect) {}

    private final ConnectionSource source;
    private final SchemaReader reader;
    private final InstantSource clock;
    private final Duration atMost;
    private final OwnConnections all;
    private final String server;
    private final Backoff backoff = new Backoff();
    /** Held by whoever asks or closes. */
    private final ReentrantLock use = new ReentrantLock();

    private String lastFailure = "";
    private volatile @Nullable Connection connection;
    private volatile boolean unwanted;
    private volatile Instant notBefore = Instant.MIN;
    private Instant used = Instant.MIN;
    private volatile @Nullable Facts facts;

    /** @param server to which it leads, as far as the URL tells */
    OwnConnection(
            ConnectionSource source,
            SchemaReader reader,
            InstantSource clock,
            Duration atMost,
            OwnConnections all,
            String server) {
        this.all = all;
        this.server = server;
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
        return query(query, atMost);
    }

    /**
     * The same, with statements that take no longer than that.
     *
     * @throws StillFailingException as above
     */
    <T extends @Nullable Object> T query(OwnWork<T> query, Duration longest) throws SQLException {
        if (!backoff.allows(clock.instant())) {
            throw new StillFailingException(lastFailure);
        }
        use.lock();
        try {
            return asked(query, longest);
        } finally {
            if (unwanted) {
                close();
            }
            use.unlock();
        }
    }

    private <T extends @Nullable Object> T asked(OwnWork<T> query, Duration longest) throws SQLException {
        try {
            T answer = ask(live(), query, longest);
            backoff.succeeded();
            used = clock.instant();
            all.used(this);
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

    private <T extends @Nullable Object> T ask(Connection live, OwnWork<T> query, Duration longest)
            throws SQLException {
        reader.restrain(live, longest);
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
        if (clock.instant().isBefore(notBefore)) {
            throw new StillFailingException("the server has no connection to spare");
        }
        all.makeRoom(this);
        try {
            return opened(source.open());
        } catch (SQLException e) {
            if (Failures.isFull(e)) {
                notBefore = clock.instant().plus(GIVEN_WAY);
            }
            throw e;
        } finally {
            if (connection == null) {
                all.closed(this);
            }
        }
    }

    private Connection opened(Connection opened) throws SQLException {
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

    /** Whether nothing was asked on it since that moment. */
    boolean unusedSince(Instant moment) {
        return used.isBefore(moment);
    }

    /** Whether to open it costs another database its own. Any thread. */
    boolean crowded() {
        return all.crowded(this);
    }

    String server() {
        return server;
    }

    /** Any thread. False where it is in use. */
    boolean closeIfIdle() {
        if (connection == null || !use.tryLock()) {
            return false;
        }
        try {
            boolean open = connection != null;
            close();
            return open;
        } finally {
            use.unlock();
        }
    }

    /** Closes it at once, or when what is asked on it is answered, and opens none for a while. Any thread. */
    void giveWay() {
        notBefore = clock.instant().plus(GIVEN_WAY);
        unwanted = true;
        if (closeIfIdle()) {
            unwanted = false;
        }
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
        use.lock();
        try {
            Connection old = connection;
            connection = null;
            unwanted = false;
            all.closed(this);
            close(old);
        } finally {
            use.unlock();
        }
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
