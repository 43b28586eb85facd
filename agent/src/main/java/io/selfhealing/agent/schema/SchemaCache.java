package io.selfhealing.agent.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;

/** The cells of one database, the least used given up first. A cell given up is no longer watched; its holder asks anew. */
final class SchemaCache {
    private final Cache<TableKey, TableCell> cells;

    SchemaCache(int tables) {
        // In the caller's thread: the common pool is the application's.
        this.cells = Caffeine.newBuilder()
                .maximumSize(tables)
                .executor(Runnable::run)
                .build();
    }

    TableCell cell(TableKey key) {
        TableCell cell = cells.getIfPresent(key);
        return cell != null ? cell : cells.get(key, TableCell::new);
    }

    Collection<TableCell> cells() {
        return cells.asMap().values();
    }
}
