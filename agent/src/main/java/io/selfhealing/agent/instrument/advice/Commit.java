package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Type;

/** {@code Connection.commit()}, whose failure may be none. */
public final class Commit implements Advice {
    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.door("ending", CALL, OBJECT);
        code.keepToken();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.code();
        code.thrown();
        code.door("committed", Type.BOOLEAN_TYPE, CALL, Type.INT_TYPE, THROWABLE);
        Setter.forgiveIf(code);
    }
}
