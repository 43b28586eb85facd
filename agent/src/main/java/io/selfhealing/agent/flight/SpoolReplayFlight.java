package io.selfhealing.agent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Records of the spool that were written to their database. */
@Name("io.selfhealing.SpoolReplay")
@Label("Spool Replay")
@Category("Self-Healing")
@Description("Records that waited on disk and were sent to their database, as one transaction")
@StackTrace(false)
final class SpoolReplayFlight extends Event implements Flight.Leg {
    @Label("Records")
    int records;

    static SpoolReplayFlight begun(int records) {
        SpoolReplayFlight flight = new SpoolReplayFlight();
        flight.records = records;
        flight.begin();
        return flight;
    }

    @Override
    public void over() {
        commit();
    }
}
