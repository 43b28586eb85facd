package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.sql.ParsedWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether names without a schema meant, when their writes were kept, what they would have meant had the database answered: a
 * connection that is opened in the same way has to bear that out.
 */
final class SpoolLookups {
    private final ConnectionState connection;
    private final Database database;
    private final Connection own;

    SpoolLookups(ConnectionState connection, Connection own) {
        this.connection = connection;
        this.database = connection.database();
        this.own = own;
    }

    /**
     * What speaks against a write; null where nothing does.
     *
     * @param table where it would go
     */
    @Nullable
    SpoolTarget doubt(ParsedWrite write, Write kept, TableSnapshot table) {
        Meaning meaning = kept.meaning();
        Meaning.Assumption assumption = meaning == null ? null : meaning.assumption();
        boolean old = meaning == null && kept.table().indexOf('.') >= 0;
        if (write.table().schema() != null || (assumption == null && !old)) {
            return null;
        }
        List<String> now = assumption == null ? connection.path() : pathOfNew(assumption.entrance());
        if (now == null) {
            return SpoolTarget.waiting(
                    "the application has not opened a connection since, as it did when it made the write, so"
                            + " that it is not certain which " + kept.table() + " is meant");
        }
        if (assumption != null && assumption.path().equals(now)) {
            return null;
        }
        try {
            String name = write.table().table().tableName(database.dialect());
            TableSnapshot there = database.seenBy(own, new TableKey(now, name));
            if (there == null && old) {
                return null; // It was moved away from its name, and is followed there.
            }
            boolean same = there != null
                    && there.schema().equals(table.schema())
                    && there.name().equals(table.name())
                    && Objects.equals(there.identity(), table.identity());
            return same
                    ? null
                    : SpoolTarget.refused("it was made for " + kept.table() + ", and here its text means "
                            + (there == null ? "no table" : there.schema() + "." + there.name()));
        } catch (SQLException e) {
            return SpoolTarget.waiting("it cannot be asked which " + kept.table() + " is meant");
        }
    }

    /** Null where no connection was opened so since the database is back. */
    private @Nullable List<String> pathOfNew(String entrance) {
        List<String> seen = entrance.isEmpty() ? null : database.freshPath(entrance);
        ConnectionSource source = database.source();
        if (seen == null
                && source != null
                && (entrance.isEmpty() || source.entrance().equals(entrance))) {
            return connection.path();
        }
        return seen;
    }
}
