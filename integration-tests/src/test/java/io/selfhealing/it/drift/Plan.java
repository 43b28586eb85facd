package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;

/**
 * What is played.
 *
 * @param from the number of the first history: the one at which a run that was stopped goes on
 * @param features as {@link Features#of} reads them
 * @param group how many histories one JVM of the application sees
 * @param kinds after how many findings no further one is made small
 * @param shown the verdict of which histories are shown whole that have it; empty for none
 */
record Plan(long histories, long seed, long from, String features, int workers, int group, int kinds, String shown) {
    static Plan ofProperties() {
        return new Plan(
                Long.getLong("drift.histories", 20_000),
                Long.getLong("drift.seed", 0),
                Long.getLong("drift.from", 0),
                System.getProperty("drift.features", "all"),
                Integer.getInteger("drift.workers", 8),
                Integer.getInteger("drift.group", 200),
                Integer.getInteger("drift.kinds", 60),
                System.getProperty("drift.shown", ""));
    }

    boolean shows(Result result) {
        return result.judged().stream()
                .anyMatch(judged ->
                        judged.healable() && judged.ruling().verdict().name().equals(shown));
    }

    Features features(Engine engine) {
        return Features.of(engine, features);
    }
}
