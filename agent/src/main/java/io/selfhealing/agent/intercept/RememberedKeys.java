package io.selfhealing.agent.intercept;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetProvider;
import org.jspecify.annotations.Nullable;

/**
 * Generated keys that were read once and are given to the application as its driver would have given them: the columns that it asked
 * for and no others, described by the driver itself, which also answers for all that only it knows.
 */
final class RememberedKeys {
    private static final Set<String> MOVES =
            Set.of("previous", "first", "last", "absolute", "relative", "beforeFirst", "afterLast");
    private static final Set<String> OF_THE_ROWS =
            Set.of("next", "wasNull", "isBeforeFirst", "isAfterLast", "isFirst", "isLast", "getRow");
    private static final List<String> KINDS =
            List.of("getType", "getConcurrency", "getHoldability", "getStatement", "getFetchSize", "getFetchDirection");

    private final ResultSet driver;
    private final KeyColumns columns;
    private final Map<String, Object> kinds;
    private final CachedRowSet rows;
    private final List<@Nullable String[]> texts;
    private boolean wasText;
    private boolean wasNull;
    private boolean closed;

    private RememberedKeys(
            ResultSet driver,
            KeyColumns columns,
            Map<String, Object> kinds,
            CachedRowSet rows,
            List<@Nullable String[]> texts) {
        this.driver = driver;
        this.columns = columns;
        this.kinds = kinds;
        this.rows = rows;
        this.texts = texts;
    }

    /** What is done with each row when it is read; the driver's result set stands on it. */
    interface Reading {
        void row(ResultSet keys) throws SQLException;
    }

    /**
     * Reads all.
     *
     * @param shown how many columns, from the first, the application asked for
     */
    static ResultSet read(ResultSet driver, int shown, Reading reading) throws SQLException {
        KeyColumns columns = new KeyColumns(driver, shown);
        Map<String, Object> kinds = kinds(driver);
        List<@Nullable String[]> texts = new ArrayList<>();
        CachedRowSet rows = RowSetProvider.newFactory("com.sun.rowset.RowSetFactoryImpl", null)
                .createCachedRowSet();
        rows.populate(proxy((proxy, method, arguments) -> {
            Object answer = call(driver, method, arguments);
            if (method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                texts.add(texts(driver, shown));
                reading.row(driver);
            }
            return answer;
        }));
        rows.beforeFirst();
        return proxy(new RememberedKeys(driver, columns, kinds, rows, texts)::answer);
    }

    private static Map<String, Object> kinds(ResultSet driver) {
        Map<String, Object> kinds = new HashMap<>();
        for (String name : KINDS) {
            try {
                Object kind = ResultSet.class.getMethod(name).invoke(driver);
                if (kind != null) {
                    kinds.put(name, kind);
                }
            } catch (ReflectiveOperationException e) {
                // The driver says so itself, should the application ask.
            }
        }
        return kinds;
    }

    private static @Nullable String[] texts(ResultSet driver, int shown) throws SQLException {
        @Nullable String[] row = new String[shown];
        for (int i = 0; i < shown; i++) {
            row[i] = driver.getString(i + 1);
        }
        return row;
    }

    private static ResultSet proxy(InvocationHandler handler) {
        return (ResultSet) Proxy.newProxyInstance(
                RememberedKeys.class.getClassLoader(), new Class<?>[] {ResultSet.class}, handler);
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private @Nullable Object answer(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("close")) {
            closed = true;
        }
        if (closed || name.equals("isClosed")) {
            return name.equals("isClosed") ? closed : call(driver, method, arguments);
        }
        if (name.startsWith("get") && arguments != null && arguments.length > 0) {
            return value(method, arguments);
        }
        boolean moves = MOVES.contains(name)
                && !Integer.valueOf(ResultSet.TYPE_FORWARD_ONLY).equals(kinds.get("getType"));
        if (moves || OF_THE_ROWS.contains(name)) {
            return name.equals("wasNull") && wasText ? wasNull : call(rows, method, arguments);
        }
        return switch (name) {
            case "getMetaData" -> columns.described();
            case "findColumn" -> columns.place((String) (arguments == null ? null : arguments[0]));
            case "isWrapperFor", "unwrap", "equals", "hashCode", "toString" -> ofWrapper(proxy, method, arguments);
            default -> kinds.containsKey(name) ? kinds.get(name) : call(driver, method, arguments);
        };
    }

    /** What every object answers, and every wrapper that stands for itself. */
    static @Nullable Object ofWrapper(Object proxy, Method method, Object @Nullable [] arguments) throws SQLException {
        Object argument = arguments == null ? null : arguments[0];
        boolean is = argument instanceof Class<?> type ? type.isInstance(proxy) : proxy == argument;
        return switch (method.getName()) {
            case "equals", "isWrapperFor" -> is;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "generated keys";
            default -> {
                if (!is) {
                    throw new SQLException("generated keys are no " + argument);
                }
                yield proxy;
            }
        };
    }

    private @Nullable Object value(Method method, Object[] arguments) throws Throwable {
        int place = arguments[0] instanceof Integer index ? index : columns.place((String) arguments[0]);
        columns.check(place);
        if (rows.getRow() == 0) {
            return call(driver, method, arguments); // It stands behind its last row: as an error of its own.
        }
        boolean several = arguments.length > 1;
        Class<?> type = several && arguments[1] instanceof Class<?> asked ? asked : null;
        boolean text = type == String.class || (!several && method.getName().equals("getString"));
        wasText = text;
        if (wasText) {
            String value = texts.get(rows.getRow() - 1)[place - 1];
            wasNull = value == null;
            return value;
        }
        if (type != null) {
            return KeyValues.as(type, rows.getObject(place));
        }
        Object[] byPlace = arguments.clone();
        byPlace[0] = place;
        Class<?>[] types = method.getParameterTypes();
        types[0] = int.class;
        return call(rows, ResultSet.class.getMethod(method.getName(), types), byPlace);
    }
}
