package io.selfhealing.bootstrap.door;

/** How a call ended that the agent answered instead of the driver: with a value, or with what is to be thrown. */
public final class SelfHealingOutcome {
    /** The value, boxed where the method returns a primitive; null where the method is void or returns null. */
    public final Object value;

    /** What the call throws, the very object; null where it returns. */
    public final Throwable failure;

    private SelfHealingOutcome(Object value, Throwable failure) {
        this.value = value;
        this.failure = failure;
    }

    public static SelfHealingOutcome returned(Object value) {
        return new SelfHealingOutcome(value, null);
    }

    public static SelfHealingOutcome threw(Throwable failure) {
        return new SelfHealingOutcome(null, failure);
    }
}
