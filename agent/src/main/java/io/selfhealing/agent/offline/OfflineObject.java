package io.selfhealing.agent.offline;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The common ground of the objects that stand in for a driver's: what every object answers, and that no failure of the agent
 * reaches the application as anything but the driver's own error.
 */
abstract class OfflineObject implements InvocationHandler {
    private static final Object[] NONE = {};

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        @Nullable Object[] given = arguments == null ? NONE : arguments;
        try {
            return switch (method.getName()) {
                case "equals" -> given.length == 1 && isSame(proxy, given[0]);
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> toString();
                case "isWrapperFor" -> ((Class<?>) given(given, 0)).isInstance(proxy);
                case "unwrap" -> unwrapped(proxy, (Class<?>) given(given, 0));
                default -> answer(method, given);
            };
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
            throw refusals().because("the agent failed");
        }
    }

    /** What a method of the interface does; refuses what it does not know. */
    abstract @Nullable Object answer(Method method, @Nullable Object[] arguments) throws SQLException;

    abstract Refusals refusals();

    @SuppressWarnings("ReferenceEquality") // as of any connection
    private static boolean isSame(Object proxy, @Nullable Object other) {
        return proxy == other;
    }

    private static Object unwrapped(Object proxy, Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        throw new SQLException("the database is down, and this is no " + type.getName());
    }

    static Object given(@Nullable Object[] arguments, int index) {
        Object argument = arguments[index];
        if (argument == null) {
            throw new IllegalArgumentException("an argument is null");
        }
        return argument;
    }

    static int number(@Nullable Object[] arguments, int index) {
        return (Integer) given(arguments, index);
    }

    /** What a getter gives of which nothing is known. */
    static @Nullable Object empty(Class<?> type) {
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == boolean.class ? Boolean.FALSE : null;
    }
}
