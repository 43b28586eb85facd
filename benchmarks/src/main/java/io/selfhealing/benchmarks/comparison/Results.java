package io.selfhealing.benchmarks.comparison;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All rounds of all courses, in the order in which they were run. */
final class Results {
    private final Map<Course, Map<Variant, List<Round>>> rounds = new LinkedHashMap<>();

    void add(Course course, Variant variant, Round round) {
        rounds.computeIfAbsent(course, c -> new EnumMap<>(Variant.class))
                .computeIfAbsent(variant, v -> new ArrayList<>())
                .add(round);
    }

    List<Course> courses() {
        return List.copyOf(rounds.keySet());
    }

    /** Over the rounds; null where that variant was not measured there. */
    @Nullable
    Spread spread(Course course, Variant variant, ToDoubleFunction<Round> figure) {
        List<Round> measured = rounds.getOrDefault(course, Map.of()).get(variant);
        return measured == null
                ? null
                : Spread.of(measured.stream()
                        .map(round -> figure.applyAsDouble(round))
                        .toList());
    }
}
