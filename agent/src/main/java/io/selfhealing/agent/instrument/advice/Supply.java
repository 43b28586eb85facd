package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Type;

/** What data sources give out: their connections need not pass {@code Driver.connect}. */
public final class Supply implements Advice {
    private static final Type CONNECTION = Type.getObjectType("java/sql/Connection");

    @Override
    public Type token() {
        return Type.INT_TYPE;
    }

    @Override
    public void enter(Inlay code) {
        code.code();
        code.door("supplying", Type.INT_TYPE, Type.INT_TYPE);
        code.keepToken();
        if (code.returnType().equals(CONNECTION)) {
            code.receiver();
            code.argumentOrNull(0);
            code.argumentOrNull(1);
            code.door("insteadOfSource", OBJECT, OBJECT, OBJECT, OBJECT);
            code.skipIfGiven();
        }
    }

    @Override
    public void exit(Inlay code) {
        code.token();
        code.code();
        code.receiver();
        code.returned();
        code.argumentOrNull(0);
        code.argumentOrNull(1);
        code.door("supplied", Type.VOID_TYPE, Type.INT_TYPE, Type.INT_TYPE, OBJECT, OBJECT, OBJECT, OBJECT);
        if (code.returnType().equals(CONNECTION)) {
            code.endUnlessThrown();
            code.receiver();
            code.thrown();
            code.argumentOrNull(0);
            code.argumentOrNull(1);
            code.door("supplyFailed", OBJECT, OBJECT, THROWABLE, OBJECT, OBJECT);
            code.takeIfGiven();
        }
    }
}
