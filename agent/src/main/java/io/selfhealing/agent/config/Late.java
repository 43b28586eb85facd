package io.selfhealing.agent.config;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when somebody first asks for it. For what must not be touched before the application's {@code main}: a class
 * that asks for a logger has the JVM choose its {@code LogManager} for good. Safe for use by many threads; made once.
 */
public final class Late<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    /** @param maker asked once */
    public Late(Supplier<T> maker) {
        this.maker = maker;
    }

    public T get() {
        T value = made;
        return value == null ? make() : value;
    }

    private synchronized T make() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }
}
