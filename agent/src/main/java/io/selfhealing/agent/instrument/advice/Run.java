package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.OUTCOME;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A prepared statement or a batch is run. */
public final class Run implements Advice {
    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.code();
        code.door("executing", CALL, OBJECT, Type.INT_TYPE);
        code.keepToken();
        code.skipIfAnswered();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.code();
        code.thrown();
        code.door("executed", OUTCOME, CALL, Type.INT_TYPE, THROWABLE);
        code.keepSpare();
        code.spare();
        code.jump(Opcodes.IFNULL, code.done());
        code.spare();
        code.cast(OUTCOME);
        Outcomes.take(code);
    }
}
