package io.selfhealing.agent.intercept;

/** A prepared statement that writes nothing, but may change the schema or the way names are looked up. */
record WitnessedText(ConnectionState connection, String sql) {}
