package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Any other setter: of an object with a calendar, a type and scale or a length, or of a null. */
public final class SetValue implements Advice {
    private final boolean isNull;

    private SetValue(boolean isNull) {
        this.isNull = isNull;
    }

    public static SetValue object() {
        return new SetValue(false);
    }

    /** {@code setNull}, whose second argument is a type and not a value. */
    public static SetValue ofNull() {
        return new SetValue(true);
    }

    @Override
    public Type token() {
        return OBJECT;
    }

    @Override
    public void enter(Inlay code) {
        Setter.enter(code, !isNull);
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.code();
        code.argument(0);
        if (isNull) {
            code.nothing();
        } else {
            code.argument(1);
        }
        code.argumentOrNull(2);
        number(code);
        scale(code);
        code.thrown();
        code.door(
                "bound",
                Type.BOOLEAN_TYPE,
                OBJECT,
                Type.INT_TYPE,
                Type.INT_TYPE,
                OBJECT,
                OBJECT,
                Type.LONG_TYPE,
                Type.INT_TYPE,
                THROWABLE);
        Setter.forgiveIf(code);
    }

    /** The type of a null or of an object, or a length. */
    private void number(Inlay code) {
        int at = isNull ? 1 : 2;
        if (at < code.arguments() && code.argumentType(at).getSort() == Type.LONG) {
            code.argument(at);
        } else {
            code.argumentOrZero(at);
            code.instruction(Opcodes.I2L);
        }
    }

    /** A scale; 1 after a length that is a long. */
    private void scale(Inlay code) {
        if (2 < code.arguments() && code.argumentType(2).getSort() == Type.LONG) {
            code.number(1);
        } else {
            code.argumentOrZero(3);
        }
    }
}
