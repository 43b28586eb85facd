package io.selfhealing.agent;

import io.selfhealing.agent.admin.OffFile;
import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.RunningChange;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.instrument.Weaver;
import io.selfhealing.agent.intercept.Handler;
import io.selfhealing.agent.intercept.ModeSwitch;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes the mode of the running agent. Off begins with the next call; the drivers get their own code back as soon as no open
 * statement has a text of the agent's, or values that its driver does not have. A file that switches the agent off has the last
 * word over all who ask for another mode.
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
    private final OffFile off;
    private final Consumer<AuditEntry> audit;
    private final IntSupplier renewal;
    /** To which the agent goes back when nothing switches it off any more. */
    private Mode wanted;

    private boolean killed;
    private boolean woven = true;

    /**
     * Of a process.
     *
     * @param wanted what was asked for, whether or not the agent may do it now
     * @param audit told of every change
     * @param renewal has all tables healed again whose budget is used up, and tells how many those are
     */
    ModeChange(
            ModeSwitch mode,
            Mode wanted,
            OffFile off,
            Handler handler,
            Weaver weaver,
            Console console,
            Consumer<AuditEntry> audit,
            IntSupplier renewal,
            ThreadFactory threads) {
        this.audit = audit;
        this.renewal = renewal;
        this.mode = mode;
        this.wanted = wanted;
        this.off = off;
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
        if (next == null) {
            answer.append("already here, in mode ").append(mode.mode());
            console.info(answer.toString());
        } else {
            answer.append(to(next, By.attach()));
        }
        return answer.toString();
    }

    /** Goes to another mode, where nothing forbids it. @return what came of it, after at most a second */
    String to(Mode next, By by) {
        Thread leaving;
        synchronized (this) {
            if (killed) {
                return said("mode stays off while there is a file " + off);
            }
            if (mode.mode() == next) {
                return said("mode is " + next + " already" + (next == Mode.HEAL ? renewed(by) : ""));
            }
            wanted = next;
            Mode before = mode.mode();
            leaving = go(next);
            audited(next, before, by);
        }
        return said(leaving == null ? "mode is now " + next : untilLeft(leaving));
    }

    /** Whoever asks for what is there already wants it in every table. */
    private String renewed(By by) {
        int tables = renewal.getAsInt();
        if (tables == 0) {
            return "";
        }
        audit.accept(new AuditEntry(by.who(), "budget renewed", process(), tables + " tables, by " + by.way()));
        return "; " + tables + " tables whose budget was used up are healed again";
    }

    private void audited(Mode next, Mode before, By by) {
        audit.accept(new AuditEntry(by.who(), "mode " + next, process(), "was " + before + ", by " + by.way()));
    }

    private static String process() {
        return "process " + ProcessHandle.current().pid();
    }

    /** Somebody has put the file in place that switches the agent off, or has removed it. Returns at once. */
    synchronized void kill(boolean there, By by) {
        killed = there;
        Mode before = mode.mode();
        go(there ? Mode.OFF : wanted);
        audited(mode.mode(), before, by);
        console.warn(
                there
                        ? "there is a file " + off + ": mode is now off until it is removed"
                        : off + " is gone: mode is now " + wanted);
    }

    Mode mode() {
        return mode.mode();
    }

    private String said(String what) {
        console.info(what);
        return what;
    }

    /** Goes there at once. @return the thread that takes the agent's code away, where it goes to off */
    private @Nullable Thread go(Mode next) {
        if (next != Mode.OFF && !woven) {
            woven = true;
            SelfHealingDoor.late();
            mode.set(next);
            weaver.resume();
        }
        mode.set(next);
        System.setProperty(SHOWN, next.toString());
        if (next != Mode.OFF) {
            return null;
        }
        Thread leaving = threads.newThread(this::leave);
        leaving.start();
        return leaving;
    }

    private String untilLeft(Thread leaving) {
        try {
            leaving.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return leaving.isAlive()
                ? "mode is now off; drivers get their own code back when the statements that were healed or hold values"
                        + " have run or are closed"
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
