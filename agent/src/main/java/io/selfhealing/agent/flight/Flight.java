package io.selfhealing.agent.flight;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's flight recorder what the agent does. Where nobody has started the recorder, nothing of it is loaded and each
 * method only asks whether it is there; where this Java has no module {@code jdk.jfr}, not even that. Any thread.
 */
public final class Flight {
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Flight() {}

    /** Something that takes a while. */
    public interface Leg {
        /** One that nobody records. */
        Leg NONE = () -> {};

        /** It is over, in the thread that began it. */
        void over();
    }

    /** Whether somebody has started the recorder, so that it may be worth to find out what to tell it. */
    public static boolean isOn() {
        return PRESENT && Recorder.isStarted();
    }

    /**
     * A write of this thread did not fit its table. Names only.
     *
     * @param outcome as the event log says it
     * @param change what became of names
     * @param micros that the agent needed
     */
    public static void heal(
            String outcome, @Nullable String database, @Nullable String table, String change, long micros) {
        if (isOn()) {
            HealFlight.told(outcome, database, table, change, micros);
        }
    }

    /** Writes go to the spool. */
    public static Leg spoolAppend(String database, int writes) {
        return isOn() ? SpoolAppendFlight.begun(database, writes) : Leg.NONE;
    }

    /** Records of the spool go to their database, as one transaction. */
    public static Leg spoolReplay(int records) {
        return isOn() ? SpoolReplayFlight.begun(records) : Leg.NONE;
    }

    /** A table's definition is read. */
    public static Leg schemaRefresh(String database, String table) {
        return isOn() ? SchemaRefreshFlight.begun(database, table) : Leg.NONE;
    }

    /** Loaded only where there is such a module. */
    private static final class Recorder {
        static boolean isStarted() {
            return FlightRecorder.isInitialized();
        }
    }
}
