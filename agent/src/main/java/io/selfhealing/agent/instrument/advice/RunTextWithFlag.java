package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A text is run with the flag that says whether generated keys are wanted. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class RunTextWithFlag {
    private RunTextWithFlag() {}

    @Advice.OnMethodEnter
    static void enter(
            @Advice.This Object statement,
            @Code int execution,
            @Advice.Argument(value = 0, readOnly = false) String sql,
            @Advice.Argument(1) int flag,
            @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.text(statement, execution, sql, flag);
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
