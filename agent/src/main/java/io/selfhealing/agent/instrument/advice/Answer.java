package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.OUTCOME;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A result is asked of a statement. */
public final class Answer implements Advice {
    @Override
    public Type token() {
        return OUTCOME;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.code();
        code.argumentOrZero(0);
        code.door("result", OUTCOME, OBJECT, Type.INT_TYPE, Type.INT_TYPE);
        code.keepToken();
        code.token();
        code.jump(Opcodes.IFNONNULL, code.skip());
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        Outcomes.take(code);
    }
}
