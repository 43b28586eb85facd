package io.selfhealing.agent.heal.pattern;

/**
 * How often a pattern decided.
 *
 * @param uses writes that were changed by it
 * @param successes those of them that were not undone
 */
public record PatternUse(long uses, long successes) {
    public static final PatternUse NONE = new PatternUse(0, 0);

    /** The two together. */
    public PatternUse plus(PatternUse other) {
        return new PatternUse(uses + other.uses, successes + other.successes);
    }
}
