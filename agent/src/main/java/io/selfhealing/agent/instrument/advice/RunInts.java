package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A prepared statement or a batch is run, and returns ints. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class RunInts {
    private RunInts() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(
            @Advice.This Object statement, @Code int execution, @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.executing(statement, execution);
        return call == null ? null : call.answer;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Code int execution,
            @Advice.Local("call") @Nullable SelfHealingCall call,
            @Advice.Return(readOnly = false) int[] returned,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (call != null) {
            SelfHealingOutcome outcome = SelfHealingDoor.executed(call, execution, thrown);
            if (outcome != null) {
                thrown = outcome.failure;
                if (thrown == null) {
                    returned = SelfHealingDoor.value(outcome, returned);
                }
            }
        }
    }
}
