package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A setter of an object, with a calendar or an {@code SQLType} and its scale where the overload has them. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class SetValue {
    private SetValue() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
            @Advice.This Object statement,
            @Code int setter,
            @Advice.Argument(0) int index,
            @Advice.Argument(1) @Nullable Object value,
            @Advice.Local("state") @Nullable Object state) {
        state = SelfHealingDoor.setting(statement);
        return state != null && SelfHealingDoor.defers(state, setter, index, value);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Code int setter,
            @Advice.Argument(0) int index,
            @Advice.Argument(1) @Nullable Object value,
            @Advice.Argument(value = 2, optional = true) @Nullable Object extra,
            @Advice.Argument(value = 3, optional = true) int scale,
            @Advice.Local("state") @Nullable Object state,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (state != null && SelfHealingDoor.bound(state, setter, index, value, extra, 0, scale, thrown)) {
            thrown = null;
        }
    }
}
