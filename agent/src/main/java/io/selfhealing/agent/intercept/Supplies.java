package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.Late;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** Remembers which data source gave out a connection, as long as both live. */
final class Supplies {
    private final Late<Cache<Object, Supply>> byProduct = new Late<>(Supplies::cache);
    private final Late<Cache<Object, StartPath>> paths = new Late<>(Supplies::cache);

    private static <T> Cache<Object, T> cache() {
        return Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
    }

    /**
     * A data source or a pooled connection gave out {@code product}.
     *
     * @return what is kept of it; null where the two are not of one driver
     */
    @Nullable
    Supply note(Object source, Object product, @Nullable String user, @Nullable String password, boolean distributed) {
        if (source instanceof PooledConnection pooled) {
            Supply behind = byProduct.get().getIfPresent(pooled);
            if (behind != null && product instanceof Connection) {
                byProduct.get().put(product, behind);
            }
            return behind;
        }
        if (!sameFamily(source.getClass(), product.getClass())) {
            return null;
        }
        Supply earlier = byProduct.get().getIfPresent(product);
        if (earlier != null) {
            return earlier;
        }
        Supply supply = new Supply(new WeakReference<>(source), user, password, distributed, path(source, user));
        byProduct.get().put(product, supply);
        return supply;
    }

    private StartPath path(Object source, @Nullable String user) {
        if (user != null) {
            return new StartPath(); // Another user may have another path.
        }
        StartPath known = paths.get().getIfPresent(source);
        if (known == null) {
            known = new StartPath();
            paths.get().put(source, known);
        }
        return known;
    }

    /** Null where nobody was seen to give it out. */
    @Nullable
    Supply of(Object product) {
        return byProduct.get().getIfPresent(product);
    }

    /** Whether both come from one jar, as far as loader and package tell: an application's own data source is not a driver's. */
    private static boolean sameFamily(Class<?> one, Class<?> other) {
        return one.getClassLoader() == other.getClassLoader()
                && root(one.getPackageName()).equals(root(other.getPackageName()));
    }

    /** {@code org.h2} of {@code org.h2.jdbcx}. */
    private static String root(String name) {
        int first = name.indexOf('.');
        int second = first < 0 ? -1 : name.indexOf('.', first + 1);
        return second < 0 ? name : name.substring(0, second);
    }
}
