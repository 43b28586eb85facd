package io.selfhealing.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept on disk while the database is gone.
 *
 * @param tables whose INSERTs are kept
 * @param updates the tables of which writes to one row by its full primary key are kept as well
 * @param maxBytes of one process
 * @param keyFile holds the key that encrypts
 * @param keyVariable the name of the environment variable that holds it where no file does
 */
public record SpoolSettings(
        List<TablePattern> tables,
        List<TablePattern> updates,
        long maxBytes,
        WhenFull whenFull,
        Optional<Path> keyFile,
        Optional<String> keyVariable) {
    public SpoolSettings {
        tables = List.copyOf(tables);
        updates = List.copyOf(updates);
    }

    /**
     * Whether INSERTs to this table are kept.
     *
     * @param schema null where it is not known: then only where every schema's are
     */
    public boolean keeps(@Nullable String schema, String table) {
        return tables.stream().anyMatch(t -> t.names(schema, table));
    }

    /**
     * Whether writes to one row of this table by its full primary key are kept.
     *
     * @param schema null where it is not known: then only where every schema's are
     */
    public boolean keepsUpdates(@Nullable String schema, String table) {
        return updates.stream().anyMatch(t -> t.names(schema, table));
    }
}
