package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.event.Recurring;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is told of each plan that heals: put together once, however often it heals. */
final class Tellings {
    private final Cache<Plan, Map<String, Recurring>> byPlan =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /**
     * What is told of a plan.
     *
     * @param conversion what was done to a value; empty where nothing was
     * @param made asked for where nothing was told of that yet
     */
    Recurring of(Plan plan, String conversion, Supplier<Recurring> made) {
        Map<String, Recurring> known = byPlan.get(plan, p -> new ConcurrentHashMap<>(2));
        Recurring told = known.get(conversion);
        return told != null ? told : known.computeIfAbsent(conversion, c -> made.get());
    }
}
