package io.selfhealing.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept on disk while the database is gone.
 *
 * @param tables whose INSERTs are kept
 * @param updates the tables of which writes to one row by its full primary key are kept as well
 * @param maxBytes of one process
 * @param keyFile holds the key that encrypts
 * @param keyVariable the name of the environment variable that holds it where no file does
 * @param policy what it says of a table counts before {@code tables} and {@code updates}
 */
public record SpoolSettings(
        List<TablePattern> tables,
        List<TablePattern> updates,
        long maxBytes,
        WhenFull whenFull,
        Optional<Path> keyFile,
        Optional<String> keyVariable,
        PolicyFile policy) {
    public SpoolSettings {
        tables = List.copyOf(tables);
        updates = List.copyOf(updates);
    }

    /** Those without a policy file. */
    public SpoolSettings(
            List<TablePattern> tables,
            List<TablePattern> updates,
            long maxBytes,
            WhenFull whenFull,
            Optional<Path> keyFile,
            Optional<String> keyVariable) {
        this(tables, updates, maxBytes, whenFull, keyFile, keyVariable, PolicyFile.NONE);
    }

    /** Whether writes of any table are kept as things stand. */
    public boolean keepsAny() {
        return !tables.isEmpty() || policy.rules().keepsAny();
    }

    /**
     * A table that is named as such, and not by a pattern.
     *
     * @param schema empty where every schema is meant
     */
    public record Named(Optional<String> schema, String table) {}

    /** The tables whose INSERTs are kept, as far as they are named one by one. */
    public List<Named> namedTables() {
        return Stream.concat(tables.stream(), policy.rules().kept().stream())
                .filter(t -> t.table().only().isPresent()
                        && (t.schema().isEmpty() || t.schema().get().only().isPresent()))
                .map(t -> new Named(
                        t.schema().flatMap(Glob::only), t.table().only().get()))
                .toList();
    }

    /**
     * Whether INSERTs to this table are kept.
     *
     * @param schema null where it is not known: then only where every schema's are
     */
    public boolean keeps(@Nullable String schema, String table) {
        Keeping said = policy.rules().spool(schema, table);
        return said == null ? tables.stream().anyMatch(t -> t.names(schema, table)) : said != Keeping.NONE;
    }

    /**
     * Whether writes to one row of this table by its full primary key are kept.
     *
     * @param schema null where it is not known: then only where every schema's are
     */
    public boolean keepsUpdates(@Nullable String schema, String table) {
        Keeping said = policy.rules().spool(schema, table);
        return said == null ? updates.stream().anyMatch(t -> t.names(schema, table)) : said == Keeping.UPDATES;
    }
}
