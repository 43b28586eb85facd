package io.selfhealing.agent.intercept;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first columns of a driver's result set, as it describes them, and its own errors for all others; holds after it is closed. */
final class KeyColumns {
    /** No column is called so. */
    private static final String NOWHERE = "no such column?";

    private final int shown;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final @Nullable SQLException unknown;
    private final @Nullable SQLException outOfRange;

    /** What the driver says of one column. */
    private record Answer(@Nullable Object value, @Nullable Throwable failure) {}

    private interface Question {
        @Nullable
        Object ask() throws SQLException;
    }

    KeyColumns(ResultSet driver, int shown) throws SQLException {
        this.shown = shown;
        ResultSetMetaData columns = driver.getMetaData();
        int all = columns.getColumnCount();
        for (int i = shown; i >= 1; i--) {
            places.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), i);
        }
        for (Method method : ResultSetMetaData.class.getMethods()) {
            if (method.getParameterCount() == 1 && method.getParameterTypes()[0] == int.class) {
                List<Answer> each = new ArrayList<>();
                for (int i = 1; i <= shown; i++) {
                    each.add(answer(columns, method, i));
                }
                answers.put(method.getName(), each);
            }
        }
        unknown = failure(() -> driver.findColumn(NOWHERE));
        outOfRange = failure(() -> columns.getColumnLabel(all + 1));
    }

    private static Answer answer(ResultSetMetaData columns, Method method, int place) {
        try {
            return new Answer(method.invoke(columns, place), null);
        } catch (InvocationTargetException e) {
            return new Answer(null, e.getTargetException());
        } catch (IllegalAccessException e) {
            return new Answer(null, e);
        }
    }

    private static @Nullable SQLException failure(Question question) {
        try {
            Object unused = question.ask();
            return null;
        } catch (SQLException e) {
            return e;
        } catch (RuntimeException e) {
            return null; // Derby's says it with an index of its own.
        }
    }

    /** Where a column stands; else fails as the driver does where there is none. */
    int place(@Nullable String label) throws SQLException {
        Integer place = label == null ? null : places.get(label.toLowerCase(Locale.ROOT));
        if (place != null) {
            return place;
        }
        String message = unknown == null ? "no column " + NOWHERE : String.valueOf(unknown.getMessage());
        throw of(message.replace(NOWHERE, String.valueOf(label)), unknown);
    }

    /** Fails as the driver does where no column stands there. */
    void check(int place) throws SQLException {
        if (place < 1 || place > shown) {
            throw of("The column index is out of range: " + place + ", number of columns: " + shown + ".", outOfRange);
        }
    }

    private static SQLException of(String message, @Nullable SQLException model) {
        return model == null
                ? new SQLException(message)
                : new SQLException(message, model.getSQLState(), model.getErrorCode());
    }

    ResultSetMetaData described() {
        return (ResultSetMetaData) Proxy.newProxyInstance(
                KeyColumns.class.getClassLoader(), new Class<?>[] {ResultSetMetaData.class}, this::described);
    }

    private @Nullable Object described(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        List<Answer> each = answers.get(method.getName());
        if (each != null && arguments != null && arguments[0] instanceof Integer place) {
            check(place);
            Answer answer = each.get(place - 1);
            if (answer.failure() != null) {
                throw answer.failure();
            }
            return answer.value();
        }
        return method.getName().equals("getColumnCount") ? shown : RememberedKeys.ofWrapper(proxy, method, arguments);
    }
}
