package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.Late;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells the connections of drivers from those of whoever wraps them, by what they do and not by what they say: a wrapper that
 * is asked for a statement asks another connection. Each class is tried once.
 */
final class Innermost {
    private final Late<Cache<Class<?>, Boolean>> verdicts = new Late<>(
            () -> Caffeine.newBuilder().weakKeys().executor(Runnable::run).build());

    /** @throws SQLException where the connection cannot be tried, because it is closed for one */
    boolean is(Connection connection) throws SQLException {
        Class<?> type = connection.getClass();
        Boolean known = verdicts.get().getIfPresent(type);
        if (known == null) {
            known = asksNobody(connection);
            verdicts.get().put(type, known);
        }
        return known;
    }

    /** A statement is a matter of the driver alone: no driver asks its database for one. */
    private static boolean asksNobody(Connection connection) throws SQLException {
        Object asked;
        SelfHealingDoor.enter();
        SelfHealingDoor.watch();
        try {
            connection.createStatement().close();
        } finally {
            asked = SelfHealingDoor.watched();
            SelfHealingDoor.exit();
        }
        return asked == connection;
    }
}
