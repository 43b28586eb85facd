package io.selfhealing.it.drift;

import app.drift.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One right way for a unit of writes to go.
 *
 * @param outcomes what the application is told of each write that it comes to; the last may be an error
 * @param after what is in the tables then
 * @param free cells that are not compared
 * @param leftOut values that have to be in quarantine
 * @param healed how many of the writes were healed
 * @param worst the kind of heal that was the least good
 */
record Course(
        List<Outcome> outcomes, Dump after, Set<String> free, List<LeftOut> leftOut, int healed, Ideal.Kind worst) {
    static Course start(Dump before) {
        return new Course(List.of(), before, Set.of(), List.of(), 0, Ideal.Kind.EXACT);
    }

    Course plain(Outcome outcome, Dump then) {
        return new Course(with(outcome), then, free, leftOut, healed, worst);
    }

    Course healed(Outcome outcome, Dump then, Ideal ideal, List<LeftOut> more) {
        Set<String> cells = new HashSet<>(free);
        cells.addAll(ideal.free());
        List<LeftOut> all = new ArrayList<>(leftOut);
        all.addAll(more);
        return new Course(
                with(outcome), then, cells, all, healed + 1, ideal.kind().compareTo(worst) > 0 ? ideal.kind() : worst);
    }

    Course refused(Outcome error, Dump then) {
        return new Course(with(error), then, free, List.of(), healed, worst);
    }

    /** The same with its tables seen in another way. */
    Course seen(UnaryOperator<Dump> way) {
        return new Course(outcomes, way.apply(after), free, leftOut, healed, worst);
    }

    boolean ok() {
        return outcomes.stream().allMatch(Outcome::ok);
    }

    private List<Outcome> with(Outcome outcome) {
        List<Outcome> all = new ArrayList<>(outcomes);
        all.add(outcome);
        return all;
    }
}
