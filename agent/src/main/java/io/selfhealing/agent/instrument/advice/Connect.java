package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.STRING;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** {@code Driver.connect}: what is told is the connection of the innermost driver. */
public final class Connect implements Advice {
    @Override
    public Type token() {
        return Type.INT_TYPE;
    }

    @Override
    public void enter(Inlay code) {
        code.door("connecting", Type.INT_TYPE);
        code.keepToken();
    }

    @Override
    public void exit(Inlay code) {
        code.thrown();
        code.jump(Opcodes.IFNONNULL, code.done());
        code.token();
        code.receiver();
        code.returned();
        code.argument(0);
        code.argument(1);
        code.door("connected", Type.VOID_TYPE, Type.INT_TYPE, OBJECT, OBJECT, STRING, OBJECT);
    }
}
