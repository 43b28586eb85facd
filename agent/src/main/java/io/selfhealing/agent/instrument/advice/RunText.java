package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A text is run, or added to a batch, with the columns whose generated keys are wanted, if any. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class RunText {
    private RunText() {}

    @Advice.OnMethodEnter
    static void enter(
            @Advice.This Object statement,
            @Code int execution,
            @Advice.Argument(value = 0, readOnly = false) String sql,
            @Advice.Argument(value = 1, optional = true) @Nullable Object keys,
            @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.text(statement, execution, sql, keys);
        if (call != null) {
            sql = call.sql;
        }
    }

    @Advice.OnMethodExit(
            onThrowable = Throwable.class,
            repeatOn = Advice.OnNonDefaultValue.class,
            backupArguments = false)
    static boolean exit(
            @Advice.Argument(value = 0, readOnly = false) String sql,
            @Advice.Local("call") @Nullable SelfHealingCall call,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (call == null) {
            return false;
        }
        thrown = SelfHealingDoor.textExecuted(call, thrown);
        if (!call.again) {
            return false;
        }
        sql = call.sql;
        return true;
    }
}
