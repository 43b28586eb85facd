package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.schema.ConnectionSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Real connections of which one call fails: the n-th of all that a replay makes. */
final class Faults implements ConnectionSource {
    private static final Set<String> UNCOUNTED = Set.of("close", "isClosed", "toString", "hashCode", "equals");

    /** How a call fails. */
    enum Kind {
        /** The connection is gone before it arrives. */
        LOST_BEFORE("08006", true),
        /** It has happened, and the connection is gone before it is answered. */
        LOST_AFTER("08006", true),
        /** Somebody was in the way. */
        CONTENTION("40001", false),
        /** The database says no. */
        REFUSED("23505", false);

        private final String state;
        private final boolean kills;

        Kind(String state, boolean kills) {
            this.state = state;
            this.kills = kills;
        }
    }

    private final String url;
    private int failAt;
    private Kind kind = Kind.LOST_BEFORE;
    private Runnable then = () -> {};
    private int calls;
    private boolean wrote;
    private boolean failAtCommit;
    private volatile boolean fired;
    private volatile boolean refuses;

    Faults(String url) {
        this.url = url;
    }

    /** @param number one-based */
    void failAt(int number, Kind how, Runnable what) {
        failAt = number;
        kind = how;
        then = what;
    }

    /** The first commit of something that was written in a batch. */
    void failAtCommit(Kind how) {
        failAtCommit = true;
        kind = how;
    }

    boolean fired() {
        return fired;
    }

    /** No connection from here on. */
    void refuse(boolean whether) {
        refuses = whether;
    }

    @Override
    public Connection open() throws SQLException {
        if (refuses) {
            throw new SQLException("connection refused", "08001");
        }
        Connection real = DriverManager.getConnection(url);
        return (Connection) proxy(Connection.class, real, real);
    }

    private Object proxy(Class<?> type, Object target, Connection connection) {
        return Proxy.newProxyInstance(
                Faults.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments, connection));
    }

    private @Nullable Object call(
            Object target, Method method, @Nullable Object @Nullable [] arguments, Connection connection)
            throws Throwable {
        boolean fails = !UNCOUNTED.contains(method.getName()) && ++calls == failAt;
        fails |= failAtCommit && wrote && !fired && method.getName().equals("commit");
        wrote = method.getName().equals("executeBatch")
                || (wrote && !method.getName().equals("rollback"));
        if (fails && kind != Kind.LOST_AFTER) {
            fail(connection);
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (fails) {
            fail(connection);
        }
        return wrapped(result, connection);
    }

    private @Nullable Object wrapped(@Nullable Object result, Connection connection) {
        if (result instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, result, connection);
        }
        if (result instanceof Statement) {
            return proxy(Statement.class, result, connection);
        }
        return result instanceof ResultSet ? proxy(ResultSet.class, result, connection) : result;
    }

    private void fail(Connection connection) throws SQLException {
        fired = true;
        if (kind.kills) {
            connection.close();
        }
        then.run();
        throw new SQLException("fault " + kind, kind.state);
    }
}
