package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.STRING;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Type;

/** {@code Driver.connect}: what is told is the connection of the innermost driver, or that it has none. */
public final class Connect implements Advice {
    private static final Type CONNECTION = Type.getObjectType("java/sql/Connection");

    @Override
    public Type token() {
        return Type.INT_TYPE;
    }

    @Override
    public void enter(Inlay code) {
        code.door("connecting", Type.INT_TYPE);
        code.keepToken();
        if (answersTheInterface(code)) {
            code.receiver();
            code.argument(0);
            code.argument(1);
            code.door("insteadOfDriver", OBJECT, OBJECT, STRING, OBJECT);
            code.skipIfGiven();
        }
    }

    @Override
    public void exit(Inlay code) {
        if (answersTheInterface(code)) {
            code.endIfGiven();
        }
        code.token();
        code.receiver();
        code.returned(); // null where the driver threw: then this call does nothing
        code.argument(0);
        code.argument(1);
        code.door("connected", Type.VOID_TYPE, Type.INT_TYPE, OBJECT, OBJECT, STRING, OBJECT);
        if (answersTheInterface(code)) {
            code.endUnlessThrown();
            code.token();
            code.receiver();
            code.thrown();
            code.argument(0);
            code.argument(1);
            code.door("connectFailed", OBJECT, Type.INT_TYPE, OBJECT, THROWABLE, STRING, OBJECT);
            code.takeIfGiven();
        }
    }

    /** MariaDB's driver has a method besides that returns a connection of its own type, which no other connection can be. */
    private static boolean answersTheInterface(Inlay code) {
        return code.returnType().equals(CONNECTION);
    }
}
