package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code PreparedStatement.addBatch()}. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class AddBatch {
    private AddBatch() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.This Object statement, @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.batching(statement);
        return call != null && call.answer != null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Local("call") @Nullable SelfHealingCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            SelfHealingDoor.batched(call, thrown);
        }
    }
}
