package io.selfhealing.agent.instrument.advice;

import org.objectweb.asm.Type;

/** A method in which the driver makes writes by itself: they are no more the agent's business than its own. */
public final class Inside implements Advice {
    @Override
    public Type token() {
        return Type.INT_TYPE;
    }

    @Override
    public void enter(Inlay code) {
        code.door("enter", Type.VOID_TYPE);
        code.number(1);
        code.keepToken();
    }

    @Override
    public void exit(Inlay code) {
        code.door("exit", Type.VOID_TYPE);
    }
}
