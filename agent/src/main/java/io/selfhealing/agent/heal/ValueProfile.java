package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnSample;

/**
 * What the values of a column have in common, drawn from a sample of them. Pure, immutable, and silent about fewer than
 * {@link #FEWEST} values: a few odd rows tell nothing of a column.
 */
public sealed interface ValueProfile permits TextProfile, NumberProfile, MomentProfile, ValueProfile.Unknown {
    /** The fewest values that tell anything. */
    int FEWEST = 20;

    /** Of a column of which nothing is known. */
    ValueProfile UNKNOWN = new Unknown();

    /** See {@link #UNKNOWN}. */
    record Unknown() implements ValueProfile {
        @Override
        public ValueFit fit(Object value) {
            return ValueFit.UNKNOWN;
        }
    }

    /**
     * Whether a value looks like the others. What is of another type than the column is not judged here.
     *
     * @param value not null
     */
    ValueFit fit(Object value);

    /** What the sample tells of the column. */
    static ValueProfile of(Column column, ColumnSample sample) {
        ValueProfile profile = switch (column.type().family()) {
            case TEXT -> TextProfile.of(column.name(), sample);
            case INTEGER, DECIMAL -> NumberProfile.of(column.name(), sample);
            case DATE, TIMESTAMP, TIMESTAMP_ZONED -> MomentProfile.of(column.name(), sample);
            default -> null;
        };
        return profile == null ? UNKNOWN : profile;
    }
}
