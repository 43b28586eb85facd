package io.selfhealing.agent.instrument.advice;

import static io.selfhealing.agent.instrument.advice.Door.CALL;
import static io.selfhealing.agent.instrument.advice.Door.OBJECT;
import static io.selfhealing.agent.instrument.advice.Door.THROWABLE;

import org.objectweb.asm.Type;

/** A call that the handler is told of when it has ended, and of some also before. */
public final class Pass implements Advice {
    private final String begins;
    private final String tells;

    private Pass(String begins, String tells) {
        this.begins = begins;
        this.tells = tells;
    }

    /** What a connection is or holds may have changed. */
    public static Pass connectionChanged() {
        return new Pass("passing", "connectionChanged");
    }

    /** The same, which may end a transaction. */
    public static Pass transactionEnds() {
        return new Pass("ending", "connectionChanged");
    }

    /** A statement was cleared, cancelled, limited or closed. */
    public static Pass cleared() {
        return new Pass("passing", "cleared");
    }

    @Override
    public Type token() {
        return CALL;
    }

    @Override
    public void enter(Inlay code) {
        code.receiver();
        code.door(begins, CALL, OBJECT);
        code.keepToken();
    }

    @Override
    public void exit(Inlay code) {
        code.endWithoutToken();
        code.token();
        code.code();
        code.thrown();
        code.door(tells, Type.VOID_TYPE, CALL, Type.INT_TYPE, THROWABLE);
    }
}
