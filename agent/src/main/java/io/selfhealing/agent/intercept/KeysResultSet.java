package io.selfhealing.agent.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Generated keys for an application that asked for none. */
final class KeysResultSet {
    private KeysResultSet() {}

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
}
