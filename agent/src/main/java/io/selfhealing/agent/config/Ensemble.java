package io.selfhealing.agent.config;

import java.util.Locale;

/**
 * How much agreement is needed where a column's place is only guessed. None of them chooses between two places: where guesses
 * disagree, none is followed.
 */
public enum Ensemble {
    /** Confidences of different kinds add up. */
    WEIGHTED,
    /** Besides, more than half of all the ways of guessing name the place. */
    MAJORITY,
    /** Besides, at least two ways of guessing name the place. */
    UNANIMOUS;

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
