package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A result is asked of a statement, and is a boolean. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class AnswerBoolean {
    private AnswerBoolean() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable SelfHealingOutcome enter(
            @Advice.This Object statement, @Code int what, @Advice.Argument(value = 0, optional = true) int argument) {
        return SelfHealingDoor.result(statement, what, argument);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable SelfHealingOutcome outcome,
            @Advice.Return(readOnly = false) boolean returned,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (outcome != null) {
            thrown = outcome.failure;
            if (thrown == null) {
                returned = SelfHealingDoor.value(outcome, returned);
            }
        }
    }
}
