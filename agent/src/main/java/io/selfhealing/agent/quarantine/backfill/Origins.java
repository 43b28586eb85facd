package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.DatabaseIdentity;
import io.selfhealing.agent.schema.SchemaReader;
import io.selfhealing.agent.schema.SchemaReaders;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps apart databases that have borne the same address. */
final class Origins {
    private Origins() {}

    /** Those entries that are of this very database, as far as both are known. */
    static List<Entry> of(Database database, List<Entry> entries) {
        String identity = identity(database);
        return entries.stream()
                .filter(entry -> {
                    Origin origin = entry.leftOut().origin();
                    return origin == null || origin.database().equals(identity);
                })
                .toList();
    }

    /** Null where it does not say. */
    private static @Nullable String identity(Database database) {
        DatabaseIdentity known = database.identity();
        SchemaReader reader = SchemaReaders.forProduct(database.product());
        ConnectionSource source = database.source();
        if (known != null || reader == null || source == null) {
            return known == null ? null : known.text();
        }
        try (Connection own = source.open()) {
            return reader.databaseIdentity(own).text();
        } catch (SQLException e) {
            return null;
        }
    }
}
