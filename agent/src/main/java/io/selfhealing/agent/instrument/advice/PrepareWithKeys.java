package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** {@code prepareStatement} with a text and the columns whose generated keys are wanted. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class PrepareWithKeys {
    private PrepareWithKeys() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(
            @Advice.This Object connection,
            @Code int flavour,
            @Advice.Argument(0) String sql,
            @Advice.Argument(1) Object keys,
            @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.preparing(connection, sql, flavour, 0, 0, 0, keys);
        return call == null ? null : call.answer;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Code int flavour,
            @Advice.Argument(0) String sql,
            @Advice.Argument(1) Object keys,
            @Advice.Local("call") @Nullable SelfHealingCall call,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object statement,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (call != null) {
            Object instead = SelfHealingDoor.prepared(call, statement, thrown, sql, flavour, 0, 0, 0, keys);
            if (instead != null) {
                statement = instead;
                thrown = null;
            }
        }
    }
}
