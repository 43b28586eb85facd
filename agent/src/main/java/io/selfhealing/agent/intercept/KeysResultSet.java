package io.selfhealing.agent.intercept;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Generated keys for the application: a cached row set that also answers {@code getObject(column, type)}, which the JDK's own refuses. */
final class KeysResultSet {
    private KeysResultSet() {}

    /** @param shown how many columns the application asked for; those behind them are the agent's */
    static ResultSet over(ResultSet cached, int shown) {
        return (ResultSet) Proxy.newProxyInstance(
                KeysResultSet.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> call(cached, shown, method, arguments));
    }

    /** For whoever asked for no keys and looks for some: no row and no column. */
    static ResultSet none() {
        boolean[] closed = new boolean[1];
        return (ResultSet) Proxy.newProxyInstance(
                KeysResultSet.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            closed[0] = true;
                            return null;
                        }
                        case "isClosed" -> {
                            return closed[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(proxy);
                        }
                        case "equals" -> {
                            return arguments != null && proxy == arguments[0];
                        }
                        case "toString" -> {
                            return "no generated keys";
                        }
                        case "getMetaData" -> {
                            return columnless();
                        }
                        default -> {
                            return nothing(method);
                        }
                    }
                });
    }

    private static ResultSetMetaData columnless() {
        return (ResultSetMetaData) Proxy.newProxyInstance(
                KeysResultSet.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, arguments) -> nothing(method));
    }

    private static @Nullable Object nothing(Method method) throws SQLException {
        Class<?> type = method.getReturnType();
        boolean reads = method.getName().startsWith("get") && method.getParameterCount() > 0;
        if (reads || method.getName().startsWith("update")) {
            throw new SQLException("there are no generated keys, since none were asked for", "24000");
        }
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? 0 : null;
    }

    private static @Nullable Object call(ResultSet cached, int shown, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("getMetaData")) {
            return shown(cached.getMetaData(), shown);
        }
        if (method.getName().equals("getObject")
                && arguments != null
                && arguments.length == 2
                && arguments[1] instanceof Class<?> type) {
            Object value = arguments[0] instanceof Integer index
                    ? cached.getObject(index)
                    : cached.getObject((String) arguments[0]);
            return as(type, value);
        }
        try {
            return method.invoke(cached, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static ResultSetMetaData shown(ResultSetMetaData all, int shown) {
        return (ResultSetMetaData) Proxy.newProxyInstance(
                KeysResultSet.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getColumnCount")) {
                        return shown;
                    }
                    try {
                        return method.invoke(all, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static @Nullable Object as(Class<?> type, @Nullable Object value) throws SQLException {
        if (value == null || type.isInstance(value)) {
            return value;
        }
        if (type == String.class) {
            return value.toString();
        }
        if (type == UUID.class && value instanceof String text) {
            return UUID.fromString(text);
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            if (type == Long.class) {
                return exact.longValueExact();
            }
            if (type == Integer.class) {
                return exact.intValueExact();
            }
            if (type == BigDecimal.class) {
                return exact;
            }
            if (type == BigInteger.class) {
                return exact.toBigIntegerExact();
            }
        }
        throw new SQLFeatureNotSupportedException(
                "a generated key of " + value.getClass().getName() + " as " + type.getName());
    }
}
