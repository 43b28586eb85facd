package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.STRING;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Type;

/** {@code setSchema} and {@code setCatalog}: the handler is told the name when it is set. */
public final class SetPath implements Advice {
    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.door("passing", CALL, OBJECT);
        code.keepToken();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.argument(0);
        code.thrown();
        code.door("pathSet", Type.VOID_TYPE, CALL, STRING, THROWABLE);
    }
}
