package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Settings that bound the statements of a transaction that begins now. One that the server does not know, or does not let this
 * user have, costs nothing but itself, and is not tried again: a proxy, a fork or an old version need not know all of them.
 */
final class SessionLimits {
    private final String set;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** @param set what stands before the settings */
    SessionLimits(String set) {
        this.set = set;
    }

    /**
     * Sets all in one statement, and each by itself where that was refused.
     *
     * @param settings each is a name, a space, and the rest
     * @throws SQLException where the connection is lost, or does not answer in time
     */
    void apply(Connection own, List<String> settings) throws SQLException {
        List<String> known = settings.stream()
                .filter(setting -> !refused.contains(name(setting)))
                .toList();
        if (known.isEmpty() || isSet(own, String.join(", ", known))) {
            return;
        }
        for (String setting : known) {
            if (!isSet(own, setting)) {
                refused.add(name(setting));
            }
        }
        // Where a setting lasts for its transaction, the end of one that was refused has taken the others along.
        for (String setting : known) {
            if (!refused.contains(name(setting)) && !isSet(own, setting)) {
                refused.add(name(setting));
            }
        }
    }

    private boolean isSet(Connection own, String setting) throws SQLException {
        try (Statement statement = own.createStatement()) {
            statement.execute(set + setting);
            return true;
        } catch (SQLException e) {
            if (saysNothingOf(e) || own.isClosed()) {
                throw e;
            }
            if (!own.getAutoCommit()) {
                own.rollback(); // PostgreSQL would refuse everything else in this transaction.
            }
            return false;
        }
    }

    /** Whether it is about the connection or the moment, and not about the setting. */
    private static boolean saysNothingOf(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e instanceof SQLTimeoutException
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("57");
    }

    private static String name(String setting) {
        return setting.substring(0, setting.indexOf(' '));
    }
}
