package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What all setters have in common: the token is the statement's state, and a setter may be kept from the driver. */
final class Setter {
    private Setter() {}

    static void enter(Inlay code, boolean withValue) {
        code.receiver();
        code.door("setting", OBJECT, OBJECT);
        code.keepToken();
        code.token();
        code.jump(Opcodes.IFNULL, code.body());
        code.token();
        code.code();
        code.argument(0);
        if (withValue) {
            code.argument(1);
        } else {
            code.nothing();
        }
        code.door("defers", Type.BOOLEAN_TYPE, OBJECT, Type.INT_TYPE, Type.INT_TYPE, OBJECT);
        code.jump(Opcodes.IFNE, code.skip());
    }

    /** Where the door said so, the setter did not fail. */
    static void forgiveIf(Inlay code) {
        code.jump(Opcodes.IFEQ, code.done());
        code.forgetThrown();
    }
}
