package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A setter of a primitive, which is told as bits. */
public final class SetPrimitive implements Advice {
    @Override
    public Type token() {
        return OBJECT;
    }

    @Override
    public void enter(Inlay code) {
        Setter.enter(code, false);
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.code();
        code.argument(0);
        code.argument(1);
        widen(code);
        code.thrown();
        code.door("bound", Type.BOOLEAN_TYPE, OBJECT, Type.INT_TYPE, Type.INT_TYPE, Type.LONG_TYPE, THROWABLE);
        Setter.forgiveIf(code);
    }

    private static void widen(Inlay code) {
        switch (code.argumentType(1).getSort()) {
            case Type.LONG -> {}
            case Type.FLOAT -> {
                code.bits("java/lang/Float", "floatToRawIntBits", Type.INT_TYPE, Type.FLOAT_TYPE);
                code.instruction(Opcodes.I2L);
            }
            case Type.DOUBLE -> code.bits("java/lang/Double", "doubleToRawLongBits", Type.LONG_TYPE, Type.DOUBLE_TYPE);
            default -> code.instruction(Opcodes.I2L);
        }
    }
}
