package io.selfhealing.agent.intercept;

import io.selfhealing.bootstrap.door.SelfHealingState;

/** A prepared statement that writes nothing, but may change the schema or the way names are looked up. */
final class WitnessedText extends SelfHealingState {
    private final ConnectionState connection;
    private final String sql;

    WitnessedText(ConnectionState connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    ConnectionState connection() {
        return connection;
    }

    String sql() {
        return sql;
    }
}
