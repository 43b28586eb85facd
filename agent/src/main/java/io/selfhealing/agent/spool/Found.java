package io.selfhealing.agent.spool;

/** What stands next in a segment. */
sealed interface Found {
    /** Its first byte. */
    long offset();

    /** The byte after its last. */
    long end();

    /** A frame that can be read. */
    record Sound(long offset, long end, Frame frame) implements Found {}

    /**
     * Bytes up to the next sound frame, or to the end.
     *
     * @param torn it reaches the end and looks like a write that was cut off: no frame in it is there to its end
     */
    record Damaged(long offset, long end, boolean torn) implements Found {}
}
