package app;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method that the test asks the application to call.
 *
 * @param target the number of the object to call it on; 0 is the {@link Desk}
 * @param type the interface that declares the method
 * @param arguments values, or a {@link Handle} for an object that lives in the application
 */
public record Call(
        int target, Class<?> type, String method, List<Class<?>> parameterTypes, List<@Nullable Object> arguments)
        implements Serializable {}
