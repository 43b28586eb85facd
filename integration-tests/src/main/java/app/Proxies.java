package app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proxies around everything that a connection gives out, as tracing libraries make them. */
final class Proxies {
    private static final List<Class<?>> WRAPPED = List.of(Connection.class, Statement.class, ResultSet.class);

    private Proxies() {}

    static Connection around(Connection inner) {
        return (Connection) around(inner, Connection.class);
    }

    private static Object around(Object inner, Class<?> type) {
        return Proxy.newProxyInstance(
                Proxies.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> called(proxy, inner, method, arguments));
    }

    private static @Nullable Object called(
            Object proxy, Object inner, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "isWrapperFor" -> {
                return true;
            }
            case "unwrap" -> throw new AbstractMethodError("unwrap");
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            default -> {}
        }
        try {
            Object value = method.invoke(inner, arguments);
            boolean wrapped =
                    value != null && WRAPPED.stream().anyMatch(type -> type.isAssignableFrom(method.getReturnType()));
            return wrapped && value != null ? around(value, method.getReturnType()) : value;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
