package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.STRING;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** {@code prepareStatement}, with up to three numbers or the columns whose generated keys are wanted. */
public final class Prepare implements Advice {
    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        asked(code);
        code.door(
                "preparing", CALL, OBJECT, STRING, Type.INT_TYPE, Type.INT_TYPE, Type.INT_TYPE, Type.INT_TYPE, OBJECT);
        code.keepToken();
        code.skipIfAnswered();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.returned();
        code.thrown();
        asked(code);
        code.door(
                "prepared",
                OBJECT,
                CALL,
                OBJECT,
                THROWABLE,
                STRING,
                Type.INT_TYPE,
                Type.INT_TYPE,
                Type.INT_TYPE,
                Type.INT_TYPE,
                OBJECT);
        code.keepSpare();
        code.spare();
        code.jump(Opcodes.IFNULL, code.done());
        code.spare();
        code.cast(code.returnType());
        code.keepReturned();
        code.forgetThrown();
    }

    private static void asked(Inlay code) {
        code.argument(0);
        code.code();
        code.argumentOrZero(1);
        code.argumentOrZero(2);
        code.argumentOrZero(3);
        code.argumentOrNull(1);
    }
}
