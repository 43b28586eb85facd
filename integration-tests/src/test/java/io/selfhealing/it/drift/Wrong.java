package io.selfhealing.it.drift;

/** Something came out wrong, and what comes after it says nothing any more. */
final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Ruling ruling;

    Wrong(Ruling ruling) {
        super(ruling.verdict() + ": " + ruling.why());
        this.ruling = ruling;
    }

    Ruling ruling() {
        return ruling;
    }
}
