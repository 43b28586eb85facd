package io.selfhealing.agent.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator adds to the ways in which writes are repaired, and takes from them.
 *
 * @param patterns a file with more patterns
 * @param zone of moments that are written without one
 * @param conversions where values may be converted
 * @param defaultsOff ids of the shipped defaults that are not used; {@code *} is all of them
 * @param sampledRows the most of which a value is looked at where a column was guessed; 0 looks at none
 */
public record Repairs(
        Optional<Path> patterns,
        Optional<ZoneId> zone,
        ConversionUse conversions,
        List<DeclaredDefault> defaults,
        Set<String> defaultsOff,
        Learned learned,
        int sampledRows) {
    public Repairs {
        defaults = List.copyOf(defaults);
        defaultsOff = Set.copyOf(defaultsOff);
    }

    /**
     * Column → SQL of this table's declared defaults, columns in the case in which the operator wrote them. A column for which
     * two declarations differ has none.
     *
     * @param schema null where it is not known
     */
    public Map<String, String> defaults(@Nullable String schema, String table) {
        List<DeclaredDefault> declared =
                defaults.stream().filter(d -> d.table().names(schema, table)).toList();
        Map<String, String> values = new LinkedHashMap<>();
        for (DeclaredDefault each : declared) {
            boolean disputed = declared.stream()
                    .anyMatch(other -> other.column().equalsIgnoreCase(each.column())
                            && !other.value().equals(each.value()));
            if (!disputed) {
                values.put(each.column(), each.value());
            }
        }
        return values;
    }
}
