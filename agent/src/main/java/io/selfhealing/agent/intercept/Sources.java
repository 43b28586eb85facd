package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.outage.Outage;
import org.jspecify.annotations.Nullable;

/** Which database is behind a driver's own data source that has given out a connection. Holds data sources weakly. */
final class Sources {
    /** Null until there is such a data source: mostly there is none. */
    private volatile @Nullable Cache<Object, Behind> known;

    /**
     * What is behind a data source.
     *
     * @param path of its new connections
     * @param user as whom they are opened
     * @param named whether the user was given with the call
     */
    record Behind(Outage outage, StartPath path, String user, boolean named) {}

    void note(Object source, @Nullable Outage outage, Supply supply, String user) {
        if (outage != null && supply.lends()) {
            all().put(source, new Behind(outage, supply.path(), user, supply.user() != null));
        }
    }

    /**
     * Null where it has given out none to that user.
     *
     * @param user as the overload was given it, or null
     */
    @Nullable
    Behind behind(Object source, @Nullable String user) {
        Cache<Object, Behind> all = known;
        Behind behind = all == null ? null : all.getIfPresent(source);
        boolean same = behind != null && (user == null ? !behind.named() : user.equals(behind.user()));
        return same ? behind : null;
    }

    private synchronized Cache<Object, Behind> all() {
        Cache<Object, Behind> all = known;
        if (all == null) {
            all = Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
            known = all;
        }
        return all;
    }
}
