package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingCall;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** {@code prepareStatement} with a text and up to three numbers. */
@SuppressWarnings("UnusedVariable") // What is assigned to a parameter becomes the woven method's.
public final class Prepare {
    private Prepare() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Object enter(
            @Advice.This Object connection,
            @Code int flavour,
            @Advice.Argument(0) String sql,
            @Advice.Argument(value = 1, optional = true) int a,
            @Advice.Argument(value = 2, optional = true) int b,
            @Advice.Argument(value = 3, optional = true) int c,
            @Advice.Local("call") @Nullable SelfHealingCall call) {
        call = SelfHealingDoor.preparing(connection, sql, flavour, a, b, c, null);
        return call == null ? null : call.answer;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Code int flavour,
            @Advice.Argument(0) String sql,
            @Advice.Argument(value = 1, optional = true) int a,
            @Advice.Argument(value = 2, optional = true) int b,
            @Advice.Argument(value = 3, optional = true) int c,
            @Advice.Local("call") @Nullable SelfHealingCall call,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object statement,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (call != null) {
            Object instead = SelfHealingDoor.prepared(call, statement, thrown, sql, flavour, a, b, c, null);
            if (instead != null) {
                statement = instead;
                thrown = null;
            }
        }
    }
}
