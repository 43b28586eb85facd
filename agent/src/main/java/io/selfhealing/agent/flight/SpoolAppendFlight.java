package io.selfhealing.agent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** Writes that were put on disk because their database is down. */
@Name("io.selfhealing.SpoolAppend")
@Label("Spool Append")
@Category("Self-Healing")
@Description("Writes that were put on disk because their database is down; over when they are durable")
final class SpoolAppendFlight extends Event implements Flight.Leg {
    @Label("Database")
    @Nullable
    String database;

    @Label("Writes")
    int writes;

    static SpoolAppendFlight begun(String database, int writes) {
        SpoolAppendFlight flight = new SpoolAppendFlight();
        flight.database = database;
        flight.writes = writes;
        flight.begin();
        return flight;
    }

    @Override
    public void over() {
        commit();
    }
}
