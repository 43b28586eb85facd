package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Mode;

/** How far the agent goes now: the one thing about it that may change while the application runs. */
public final class ModeSwitch {
    private volatile Mode mode;

    public ModeSwitch(Mode atFirst) {
        this.mode = atFirst;
    }

    public Mode mode() {
        return mode;
    }

    /** Holds for every call that begins from now on. */
    public void set(Mode next) {
        mode = next;
    }

    boolean heals() {
        return mode == Mode.HEAL;
    }

    boolean observes() {
        return mode == Mode.OBSERVE;
    }

    boolean isOff() {
        return mode == Mode.OFF;
    }
}
