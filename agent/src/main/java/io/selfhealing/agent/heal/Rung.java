package io.selfhealing.agent.heal;

import org.jspecify.annotations.Nullable;

/**
 * One rung of the evidence ladder. A rung knows no other rung and keeps nothing between questions: as long as its standing
 * holds, the same question gives the same answer.
 */
public interface Rung {
    Answer answer(MissingColumn question);

    /** How long its answers hold; null where that is for ever. */
    default @Nullable Standing standing() {
        return null;
    }

    /** Whether it is asked even where guesses before it suffice, since it may know better. */
    default boolean objects() {
        return false;
    }

    /** What explanations call it. */
    default String name() {
        return "unnamed";
    }

    /** The same rung under a name. */
    static Rung named(String name, Rung rung) {
        return new Rung() {
            @Override
            public Answer answer(MissingColumn question) {
                return rung.answer(question);
            }

            @Override
            public @Nullable Standing standing() {
                return rung.standing();
            }

            @Override
            public boolean objects() {
                return rung.objects();
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}
