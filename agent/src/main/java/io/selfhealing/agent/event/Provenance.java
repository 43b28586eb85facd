package io.selfhealing.agent.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a decision comes from: what every rung said, what the application gave, and which of its lines did. Names and types only,
 * never a value.
 *
 * @param explanation every rung's answer
 * @param types for the columns that the table lacks, or whose type does not fit: the type that the application bound, as
 *     {@code docs/events.md} lists them; columns of which it is not known are not in it
 * @param callSite class, method and line of the application that made the write; null where that is not known
 */
public record Provenance(
        List<RungAnswer> explanation,
        Map<String, String> types,
        @Nullable String callSite) {
    public static final Provenance NONE = new Provenance(List.of(), Map.of(), null);

    public Provenance {
        explanation = List.copyOf(explanation);
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    public static Provenance of(List<RungAnswer> explanation) {
        return new Provenance(explanation, Map.of(), null);
    }
}
