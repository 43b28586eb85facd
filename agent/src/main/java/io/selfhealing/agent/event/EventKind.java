package io.selfhealing.agent.event;

import java.util.Locale;

/** What an event is about. */
public enum EventKind {
    /** A write was changed, and every value of it is where it belongs. */
    HEALED,
    /** A write was changed, and a value of it is in quarantine. */
    LEFT_OUT,
    /** A write would have been changed, in another mode. */
    OBSERVED,
    /** A change was thought of and not made: its confidence is too low. */
    SUGGESTED,
    /** A write that does not fit its table was left as it is. */
    REFUSED,
    /** A write was not changed any more: its heal has been applied for as long as it may be. */
    EXPIRED,
    /** Writes that were changed before are undone: the application rolled their transaction back. */
    ROLLED_BACK,
    /** A table is no longer what it was. */
    SCHEMA_CHANGED,
    /** A database counts as down from here on. */
    DATABASE_DOWN,
    /** A database answers again. */
    DATABASE_UP,
    /** A write was kept on disk because its database is down. */
    SPOOLED,
    /** A write could not be kept on disk: the application saw its own error. */
    NOT_SPOOLED,
    /** A connection was lost while a write was under way: nobody knows whether it happened. */
    IN_DOUBT,
    /** Writes that waited on disk begin to go to their database. */
    REPLAY_STARTED,
    /** All of them that could go have gone. */
    REPLAY_FINISHED,
    /** A write that waited on disk was given up: its database does not take it. */
    DEAD_LETTER,
    /** Values that were in quarantine were written back to their rows, or could not be. */
    BACKFILL_FINISHED,
    /** The agent failed at something, and the application did not notice. */
    SWALLOWED_ERROR,
    /** Events that could not be written down; their number is all that is known. */
    DROPPED;

    /** As it is written in the event log. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
