package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code createStatement}. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class CreateStatement {
    private CreateStatement() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Object connection, @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.passing(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Local("call") @Nullable SelfHealingCall call, @Advice.Return @Nullable Object statement) {
        if (call != null) {
            SelfHealingDoor.created(call, statement);
        }
    }
}
