package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.schema.ColumnSample;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.util.function.Supplier;

/** One way in which a value is made to fit a column whose type has changed. All conversions have this shape. */
interface Conversion {
    /** Whether a value for a column of the family may need it. */
    boolean covers(TypeFamily family);

    /**
     * {@link Fit#AS_IS} for whatever it does not concern.
     *
     * @param type of a family that it covers
     */
    Fit fit(Object value, Binding binding, ColumnType type, Product product);

    /**
     * The same for those to which the values in the column tell something.
     *
     * @param sample asked for only where it is needed: it may have to be read
     */
    default Fit fit(Object value, Binding binding, ColumnType type, Product product, Supplier<ColumnSample> sample) {
        return fit(value, binding, type, product);
    }

    /** A conversion round-trips exactly, so its evidence is proof. */
    static Fit converted(Object value, int sqlType, String how) {
        return new Fit.Converted(value, sqlType, new Evidence(EvidenceKind.CONVERSION, 1, how));
    }
}
