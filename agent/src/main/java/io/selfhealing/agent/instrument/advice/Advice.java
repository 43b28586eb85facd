package io.selfhealing.agent.instrument.advice;

import org.objectweb.asm.Type;

/**
 * What is put around the body of a driver's method.
 *
 * <p>Between its two halves it keeps a <em>token</em>: what the door gave at entry, null where the agent has no part in the call.
 */
public interface Advice {
    /** The type of the token. */
    Type token();

    /** Emits what comes before the body. It ends with the token in its place, and may jump to {@link Inlay#skip()}. */
    void enter(Inlay code);

    /** Emits what comes after the body, however that ended. It may jump to {@link Inlay#done()}, and must end there. */
    void exit(Inlay code);
}
