package io.selfhealing.agent.heal;

/**
 * One rung of the evidence ladder. A rung knows no other rung and keeps nothing between questions: the same question gives
 * the same answer.
 */
public interface Rung {
    Answer answer(MissingColumn question);
}
