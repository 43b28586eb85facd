package io.selfhealing.demonstration;

import io.selfhealing.demonstration.Write.Moment;

/** An act together with the layouts on both sides of its schema change. */
record Scene(int index, Act act, Layout before, Layout after) {
    /** Whether the service's own SQL cannot have written this; false where it depends on the exact moment. */
    boolean needsHealing(Write write) {
        boolean fitted = before.fits(write.kind());
        boolean fits = after.fits(write.kind());
        return switch (write.moment()) {
            case BEFORE -> !fitted;
            case DURING -> !fitted && !fits;
            case AFTER -> !fits;
        };
    }

    /** Whether the value can have had no column; false where it depends on the exact moment. */
    boolean needsQuarantine(Write write, String field) {
        boolean gone = after.column(write.kind(), field).isEmpty();
        boolean wasGone = before.column(write.kind(), field).isEmpty();
        return gone && (wasGone || write.moment() == Moment.AFTER);
    }
}
