package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * The states of JDBC objects that cannot carry theirs, because their class was loaded before the agent. Objects are held weakly
 * and told apart by identity.
 */
final class States {
    /** Null until there is such an object: mostly there is none. */
    private volatile @Nullable Cache<Object, Object> known;

    @Nullable
    Object of(Object jdbc) {
        Cache<Object, Object> all = known;
        return all == null ? null : all.getIfPresent(jdbc);
    }

    void put(Object jdbc, Object state) {
        Cache<Object, Object> all = known;
        if (all == null) {
            all = make();
        }
        all.put(jdbc, state);
    }

    private synchronized Cache<Object, Object> make() {
        Cache<Object, Object> all = known;
        if (all == null) {
            all = Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
            known = all;
        }
        return all;
    }
}
