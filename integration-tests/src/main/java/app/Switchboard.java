package app;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out calls on the objects that earlier calls returned. */
final class Switchboard {
    private final List<Object> objects = new ArrayList<>();

    Switchboard(Desk desk) {
        objects.add(desk);
    }

    Answer answer(Call call) throws IOException {
        try {
            Method method =
                    call.type().getMethod(call.method(), call.parameterTypes().toArray(Class<?>[]::new));
            Object value = method.invoke(objects.get(call.target()), resolved(call.arguments()));
            return new Answer(portable(value, method.getReturnType()), null);
        } catch (InvocationTargetException e) {
            return new Answer(null, Thrown.of(e.getCause() == null ? e : e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw new IOException("not callable: " + call, e);
        }
    }

    private @Nullable Object[] resolved(List<@Nullable Object> arguments) {
        @Nullable Object[] resolved = arguments.toArray(new @Nullable Object[0]);
        for (int i = 0; i < resolved.length; i++) {
            if (resolved[i] instanceof Handle handle) {
                resolved[i] = objects.get(handle.number());
            }
        }
        return resolved;
    }

    /** Objects known by an interface stay here; the same object keeps its number, so that identity can be seen outside. */
    private @Nullable Object portable(@Nullable Object value, Class<?> type) {
        if (value == null || !type.isInterface() || type.getName().startsWith("java.util.")) {
            return value;
        }
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i) == value) {
                return new Handle(i, type);
            }
        }
        objects.add(value);
        return new Handle(objects.size() - 1, type);
    }
}
