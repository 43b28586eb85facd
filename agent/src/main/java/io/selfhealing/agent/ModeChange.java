package io.selfhealing.agent;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.RunningChange;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.instrument.Weaver;
import io.selfhealing.agent.intercept.Handler;
import io.selfhealing.agent.intercept.ModeSwitch;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.util.concurrent.ThreadFactory;

/**
 * Changes the mode of the running agent. Off begins with the next call; the drivers get their own code back as soon as no
 * statement holds values that its driver does not have, which would be lost otherwise.
 */
final class ModeChange {
    /** Tells those who look at this JVM from outside. */
    private static final String SHOWN = "selfhealing.agent.mode";
    /** Long enough for a call that began in the mode before, and for what is asked of its result. */
    private static final long GRACE_MILLIS = 300;

    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 900;

    private final ModeSwitch mode;
    private final Handler handler;
    private final Weaver weaver;
    private final Console console;
    private final ThreadFactory threads;
    private boolean woven = true;

    ModeChange(ModeSwitch mode, Handler handler, Weaver weaver, Console console, ThreadFactory threads) {
        this.mode = mode;
        this.handler = handler;
        this.weaver = weaver;
        this.console = console;
        this.threads = threads;
        System.setProperty(SHOWN, mode.mode().toString());
    }

    /** Does what the arguments of a further load ask for. @return what came of it, in one line */
    String obey(String arguments) {
        RunningChange asked = RunningChange.of(arguments);
        StringBuilder answer = new StringBuilder();
        asked.refused().forEach(sentence -> answer.append(sentence).append("; "));
        Mode next = asked.mode();
        answer.append(next == null ? "already here, in mode " + mode.mode() : to(next));
        console.info(answer.toString());
        return answer.toString();
    }

    /** Goes to another mode. @return what came of it, after at most a second */
    String to(Mode next) {
        synchronized (this) {
            if (mode.mode() == next) {
                return "mode is " + next + " already";
            }
            if (!woven) {
                woven = true;
                SelfHealingDoor.late();
                mode.set(next);
                weaver.resume();
            }
            mode.set(next);
            System.setProperty(SHOWN, next.toString());
        }
        if (next != Mode.OFF) {
            return "mode is now " + next;
        }
        Thread leaving = threads.newThread(this::leave);
        leaving.start();
        return untilLeft(leaving);
    }

    private String untilLeft(Thread leaving) {
        try {
            leaving.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return leaving.isAlive()
                ? "mode is now off; drivers get their own code back when the statements that hold values have run"
                : "mode is now off; every class has its own code back";
    }

    private void leave() {
        try {
            Thread.sleep(GRACE_MILLIS);
            while (!left()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is no more to do: all is as if the agent had not come, or it was called back. */
    private synchronized boolean left() {
        if (mode.mode() != Mode.OFF || !woven) {
            return true;
        }
        if (handler.heldBack() > 0) {
            return false;
        }
        weaver.uninstall();
        woven = false;
        handler.forget();
        return true;
    }
}
