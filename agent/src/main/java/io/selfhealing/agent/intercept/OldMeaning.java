package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.offline.Meanings;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the names of a write meant that was kept by a version of the agent which wrote down no more than a digest of the table. */
final class OldMeaning {
    private OldMeaning() {}

    /**
     * By the shape that has the digest. Where none is known any more, a name means a column that alone ever bore it, and every
     * other name means nothing.
     *
     * @param versions digests as the record has them, joined by commas
     */
    static Meaning of(ParsedWrite write, String versions, TableHistory history, Dialect dialect) {
        Set<String> digests = Set.of(versions.split(","));
        List<TableSnapshot> shapes = Stream.concat(Stream.of(history.current()), history.earlier().stream())
                .toList();
        for (TableSnapshot shape : shapes) {
            if (digests.contains(shape.version())) {
                return Meanings.of(write, shape, new Verdict.Healthy(), dialect);
            }
        }
        TableSnapshot now = history.current();
        Map<String, Meaning.Column> columns = new LinkedHashMap<>();
        for (ColumnUse use : write.uses()) {
            String name = use.column().name(dialect);
            Column only = only(name, shapes);
            if (only != null) {
                columns.put(
                        name, new Meaning.Column(only.identity(), only.type().name()));
            }
        }
        return new Meaning(now.schema(), now.name(), null, "", columns);
    }

    /** The newest of those that bore the name, if it had one identity all the time. */
    private static @Nullable Column only(String name, List<TableSnapshot> shapes) {
        Column newest = null;
        Set<@Nullable String> identities = new HashSet<>();
        for (TableSnapshot shape : shapes) {
            Column column = shape.column(name);
            if (column != null) {
                newest = newest == null ? column : newest;
                identities.add(column.identity());
            }
        }
        return identities.size() == 1 && !identities.contains(null) ? newest : null;
    }
}
