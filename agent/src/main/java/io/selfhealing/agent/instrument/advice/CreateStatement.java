package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;

import org.objectweb.asm.Type;

/** {@code createStatement}. */
public final class CreateStatement implements Advice {
    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.door("creating", CALL, OBJECT);
        code.keepToken();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.returned();
        code.door("created", Type.VOID_TYPE, CALL, OBJECT);
    }
}
