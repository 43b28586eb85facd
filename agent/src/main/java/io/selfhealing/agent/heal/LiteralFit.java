package io.selfhealing.agent.heal;

import io.selfhealing.agent.sql.Value;
import java.math.BigDecimal;
import java.util.List;

/** Whether what a statement itself writes into a column, or compares it with, looks like what another column holds. */
final class LiteralFit {
    private LiteralFit() {}

    /** One value that is odd decides; only where all are usual they are. Where all are parameters nothing is known. */
    static ValueFit of(Case situation, String from, String to) {
        ValueProfile profile = situation.profile(to);
        ValueFit fit = null;
        List<Value> given = new Mentions(situation)
                .values(from).stream().flatMap(value -> value.given().stream()).toList();
        for (Value value : given) {
            ValueFit next = value instanceof Value.Literal literal ? fit(profile, literal) : ValueFit.UNKNOWN;
            if (next instanceof ValueFit.Odd) {
                return next;
            }
            fit = fit == null || fit instanceof ValueFit.Usual ? next : fit;
        }
        return fit == null ? ValueFit.UNKNOWN : fit;
    }

    private static ValueFit fit(ValueProfile profile, Value.Literal literal) {
        if (literal.string()) {
            return profile.fit(literal.text());
        }
        try {
            return profile.fit(new BigDecimal(literal.text()));
        } catch (NumberFormatException e) {
            return ValueFit.UNKNOWN;
        }
    }
}
