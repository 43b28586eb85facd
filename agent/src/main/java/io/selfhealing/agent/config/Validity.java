package io.selfhealing.agent.config;

import java.util.Locale;

/** What {@code isValid} says of a connection that keeps writes while its database is down. */
public enum Validity {
    /** That it is not, always: pools that ask before they first hand a connection out do not hand it out. */
    NEVER,
    /** That it is, for as long as the database is down. */
    OUTAGE;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
