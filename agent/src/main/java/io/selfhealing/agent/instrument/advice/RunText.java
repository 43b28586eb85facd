package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.STRING;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A text is run, or added to a batch, with what is wanted of generated keys, if anything. It may run a second time. */
public final class RunText implements Advice {
    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.code();
        code.argument(0);
        keys(code);
        code.keepToken();
        code.token();
        code.jump(Opcodes.IFNULL, code.body());
        code.token();
        code.field(CALL, "sql", STRING);
        code.replaceFirstArgument();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.thrown();
        code.door("textExecuted", THROWABLE, CALL, THROWABLE);
        code.keepThrown();
        code.token();
        code.field(CALL, "again", Type.BOOLEAN_TYPE);
        code.jump(Opcodes.IFEQ, code.done());
        code.token();
        code.field(CALL, "sql", STRING);
        code.again();
    }

    private static void keys(Inlay code) {
        if (code.arguments() > 1 && code.argumentType(1).getSort() == Type.INT) {
            code.argument(1);
            code.door("text", CALL, OBJECT, Type.INT_TYPE, STRING, Type.INT_TYPE);
        } else {
            code.argumentOrNull(1);
            code.door("text", CALL, OBJECT, Type.INT_TYPE, STRING, OBJECT);
        }
    }
}
