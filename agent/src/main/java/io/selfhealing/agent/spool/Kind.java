package io.selfhealing.agent.spool;

import org.jspecify.annotations.Nullable;

/** What a frame holds. */
enum Kind {
    /** The first of a segment: what the segment is, and where the one before it ends. */
    OPENING(1),
    /** A record, or a dead letter. */
    RECORD(2),
    /** Ids of records that are done. */
    DONE(3);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    /** As it stands on disk. */
    byte code() {
        return (byte) code;
    }

    static @Nullable Kind of(byte code) {
        for (Kind kind : values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        return null;
    }
}
