package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.OUTCOME;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** An outcome becomes the method's own. */
final class Outcomes {
    private Outcomes() {}

    /** Of the outcome on the stack. */
    static void take(Inlay code) {
        code.instruction(Opcodes.DUP);
        code.keepSpare();
        code.field(OUTCOME, "failure", THROWABLE);
        code.keepThrown();
        code.thrown();
        code.jump(Opcodes.IFNONNULL, code.done());
        code.spare();
        code.cast(OUTCOME);
        value(code, code.returnType());
    }

    private static void value(Inlay code, Type type) {
        switch (type.getSort()) {
            case Type.VOID -> code.instruction(Opcodes.POP);
            case Type.OBJECT -> {
                code.field(OUTCOME, "value", OBJECT);
                code.cast(type);
                code.keepReturned();
            }
            default -> {
                code.returned();
                code.door("value", type, OUTCOME, type);
                code.keepReturned();
            }
        }
    }
}
