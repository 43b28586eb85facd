package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.Late;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Scanner;
import org.jspecify.annotations.Nullable;

/** Texts that were scanned before, bounded by their length: an application's texts can be huge and without end. */
final class Texts {
    /** Longer texts are scanned each time rather than kept. */
    private static final int LONGEST_KEPT = 64 << 10;

    private final Late<Cache<Key, Text>> cache = new Late<>(() -> Caffeine.newBuilder()
            .maximumWeight(4 << 20)
            .weigher((Key key, Text text) -> 2_048 + 4 * key.sql().length())
            .executor(Runnable::run)
            .build());

    private record Key(Dialect dialect, String sql) {
        // Written out for the sake of start-up: see RATIONALE.md.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && dialect.equals(that.dialect) && sql.equals(that.sql);
        }

        @Override
        public int hashCode() {
            return 31 * dialect.hashCode() + sql.hashCode();
        }
    }

    Text of(String sql, Dialect dialect) {
        if (sql.length() > LONGEST_KEPT) {
            return scan(sql, dialect);
        }
        Key key = new Key(dialect, sql);
        Text known = cache.get().getIfPresent(key);
        if (known == null) {
            known = scan(sql, dialect);
            cache.get().put(key, known);
        }
        return known;
    }

    /** Not kept: for texts with values in them, each of which is another. */
    static Text scan(String sql, Dialect dialect) {
        return new Text(sql, dialect, Scanner.outline(sql, dialect));
    }
}
