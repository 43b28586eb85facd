package io.selfhealing.agent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A write that did not fit its table; with the application's stack. */
@Name("io.selfhealing.Heal")
@Label("Heal")
@Category("Self-Healing")
@Description("A write of the application that did not fit its table")
final class HealFlight extends Event {
    @Label("Outcome")
    @Description("healed, left_out, observed or refused")
    @Nullable
    String outcome;

    @Label("Database")
    @Nullable
    String database;

    @Label("Table")
    @Nullable
    String table;

    @Label("Change")
    @Nullable
    String change;

    @Label("Time of the Agent")
    @Timespan(Timespan.MICROSECONDS)
    long agentTime;

    static void told(String outcome, @Nullable String database, @Nullable String table, String change, long micros) {
        HealFlight flight = new HealFlight();
        if (flight.shouldCommit()) {
            flight.outcome = outcome;
            flight.database = database;
            flight.table = table;
            flight.change = change;
            flight.agentTime = micros;
            flight.commit();
        }
    }
}
