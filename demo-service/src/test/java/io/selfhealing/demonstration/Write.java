package io.selfhealing.demonstration;

import java.time.Instant;

/**
 * One write that was tried over HTTP.
 *
 * @param number unique in its run
 * @param act 0-based
 * @param acknowledged whether the service answered 201
 * @param answer the HTTP status, or why there is none
 */
record Write(Kind kind, int number, int act, Moment moment, Instant sent, boolean acknowledged, String answer) {
    /** When the write was under way, seen from the act's schema change. */
    enum Moment {
        BEFORE,
        DURING,
        AFTER
    }

    String marker() {
        return marker(number);
    }

    static String marker(int number) {
        return "w%06d".formatted(number);
    }
}
