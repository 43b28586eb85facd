package app;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Call} ended.
 *
 * @param value a value, a {@link Handle}, or null
 * @param thrown what was thrown; null where the call returned
 */
public record Answer(@Nullable Object value, @Nullable Thrown thrown) implements Serializable {}
