package io.selfhealing.agent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A reading of a table's definition. */
@Name("io.selfhealing.SchemaRefresh")
@Label("Schema Refresh")
@Category("Self-Healing")
@Description("The definition of a table, read on the agent's own connection")
@StackTrace(false)
final class SchemaRefreshFlight extends Event implements Flight.Leg {
    @Label("Database")
    @Nullable
    String database;

    @Label("Table")
    @Nullable
    String table;

    static SchemaRefreshFlight begun(String database, String table) {
        SchemaRefreshFlight flight = new SchemaRefreshFlight();
        flight.database = database;
        flight.table = table;
        flight.begin();
        return flight;
    }

    @Override
    public void over() {
        commit();
    }
}
