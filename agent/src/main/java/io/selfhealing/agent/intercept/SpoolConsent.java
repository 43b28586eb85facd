package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.SpoolSettings;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.sql.Deferral;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a write that waited would be kept by the settings in force: its record may be older than they are, and what is on a disk
 * is not believed for being there.
 */
final class SpoolConsent {
    private final SpoolSettings spool;

    SpoolConsent(SpoolSettings spool) {
        this.spool = spool;
    }

    /**
     * What speaks against a write, whatever became of its table since; null where nothing does.
     *
     * @param write the text of {@code kept}
     */
    @Nullable
    String objection(ParsedWrite write, Write kept, Dialect dialect) {
        String objection = Deferral.of(write.sql(), dialect.product()).objection();
        if (objection != null) {
            return objection;
        }
        boolean insert = write.kind() == StatementKind.INSERT;
        if (!insert && write.kind() != StatementKind.UPDATE && write.kind() != StatementKind.DELETE) {
            return "only INSERT, UPDATE and DELETE are kept";
        }
        Named named = named(write.table(), kept, dialect);
        if (named == null) {
            return "its statement and its record name different tables";
        }
        if (!spool.keeps(named.schema(), named.table())) {
            return "selfhealing.spool.tables does not name " + kept.table() + " any more";
        }
        return insert || spool.keepsUpdates(named.schema(), named.table())
                ? null
                : "only INSERTs are kept, unless selfhealing.spool.updates names " + kept.table();
    }

    /** @param schema null where it is not known */
    private record Named(@Nullable String schema, String table) {}

    /** The one table of which the text, what it meant, and the record speak; null where they do not agree. */
    private static @Nullable Named named(TableName text, Write kept, Dialect dialect) {
        String table = text.table().tableName(dialect);
        String schema = text.schema() == null ? null : text.schema().tableName(dialect);
        Meaning meaning = kept.meaning();
        if (meaning != null) {
            boolean agree = same(table, meaning.table(), dialect)
                    && (schema == null || same(schema, meaning.schema(), dialect))
                    && same(kept.table(), meaning.schema() + "." + meaning.table(), dialect);
            return agree ? new Named(meaning.schema(), meaning.table()) : null;
        }
        if (schema != null) {
            return same(kept.table(), schema + "." + table, dialect) ? new Named(schema, table) : null;
        }
        int behindSchema = kept.table().length() - table.length() - 1;
        if (behindSchema > 0 && kept.table().endsWith("." + table)) {
            return new Named(kept.table().substring(0, behindSchema), table);
        }
        return same(kept.table(), table, dialect) ? new Named(null, table) : null;
    }

    /** MySQL's names of tables may have been folded, by how the server was set up. */
    private static boolean same(String one, String other, Dialect dialect) {
        return dialect.product().speaksMySql() ? one.equalsIgnoreCase(other) : one.equals(other);
    }

    /**
     * Whether an UPDATE or DELETE is of one row, by its full primary key alone; true of an INSERT.
     *
     * @param meaning of the names, when the write was made
     * @param table as it is now
     */
    static boolean isByKey(ParsedWrite write, Meaning meaning, TableSnapshot table, Dialect dialect) {
        if (write.kind() == StatementKind.INSERT) {
            return true;
        }
        List<String> primary = table.primaryKey();
        Set<String> named = new HashSet<>();
        for (KeyCondition condition : write.keyConditions()) {
            named.add(condition.column().column().name(dialect));
        }
        return write.onlyKeyConditions()
                && !named.isEmpty()
                && named.size() == write.keyConditions().size()
                && named.size() == primary.size()
                && named.stream().allMatch(name -> isOfKey(name, meaning, table))
                && write.assignments().stream()
                        .noneMatch(each -> named.contains(each.column().column().name(dialect)));
    }

    /** A column of the key may have had another name when the write was made. */
    private static boolean isOfKey(String name, Meaning meaning, TableSnapshot table) {
        Meaning.Column meant = meaning.columns().get(name);
        String identity = meant == null ? null : meant.identity();
        for (String column : table.primaryKey()) {
            Column there = table.column(column);
            if (identity != null && there != null && identity.equals(there.identity())) {
                return true;
            }
        }
        return table.primaryKey().contains(name) || table.column(name) == null;
    }
}
