package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Type;

/** {@code PreparedStatement.addBatch()}. */
public final class AddBatch implements Advice {
    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.door("batching", CALL, OBJECT);
        code.keepToken();
        code.skipIfAnswered();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.thrown();
        code.door("batched", Type.VOID_TYPE, CALL, THROWABLE);
    }
}
