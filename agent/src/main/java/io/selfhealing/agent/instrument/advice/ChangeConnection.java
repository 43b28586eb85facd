package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A call that changes what a connection is or holds. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class ChangeConnection {
    private ChangeConnection() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Object receiver, @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.passing(receiver);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Code int what,
            @Advice.Local("call") @Nullable SelfHealingCall call,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            SelfHealingDoor.connectionChanged(call, what, thrown);
        }
    }
}
