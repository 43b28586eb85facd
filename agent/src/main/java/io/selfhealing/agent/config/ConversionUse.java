package io.selfhealing.agent.config;

import java.util.Locale;

/** Where values may be converted to the type that their column has. */
public enum ConversionUse {
    /** Wherever a conversion loses nothing, also where nobody saw the column with another type. */
    ALWAYS,
    /** Only where the column is known to have had another type. */
    CHANGED;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
