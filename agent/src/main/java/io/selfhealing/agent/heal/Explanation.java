package io.selfhealing.agent.heal;

import java.util.ArrayList;
import java.util.List;

/**
 * A verdict with everything that was said on the way to it.
 *
 * @param findings of each column, in the order in which the rungs stand on the ladder; empty where nothing had to be asked
 */
public record Explanation(Verdict verdict, List<Finding> findings) {
    /** Nothing had to be asked. */
    public static final Explanation HEALTHY = new Explanation(new Verdict.Healthy(), List.of());

    public Explanation {
        findings = List.copyOf(findings);
    }

    /** The same with one more finding. */
    public Explanation with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return new Explanation(verdict, more);
    }

    /** The same findings where something that the decision could not know of led to another verdict. */
    public Explanation but(Verdict other) {
        return new Explanation(other, findings);
    }
}
