package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A setter of a byte, short, int or long. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class SetIntegral {
    private SetIntegral() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
            @Advice.This Object statement,
            @Code int setter,
            @Advice.Argument(0) int index,
            @Advice.Local("state") @Nullable Object state) {
        state = SelfHealingDoor.setting(statement);
        return state != null && SelfHealingDoor.defers(state, setter, index, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Code int setter,
            @Advice.Argument(0) int index,
            @Advice.Argument(1) long value,
            @Advice.Local("state") @Nullable Object state,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (state != null && SelfHealingDoor.bound(state, setter, index, value, thrown)) {
            thrown = null;
        }
    }
}
