package io.selfhealing.agent.instrument.advice;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code Driver.connect}: what is told is the connection of the innermost driver. */
public final class Connect {
    private Connect() {}

    @Advice.OnMethodEnter
    static int enter() {
        return SelfHealingDoor.connecting();
    }

    @Advice.OnMethodExit
    static void exit(
            @Advice.Enter int mark,
            @Advice.This Object driver,
            @Advice.Argument(0) String url,
            @Advice.Argument(1) Object properties,
            @Advice.Return @Nullable Object connection) {
        SelfHealingDoor.connected(mark, driver, connection, url, properties);
    }
}
