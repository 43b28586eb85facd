package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogs of one database product. Nothing here begins, ends or aborts a transaction by success, takes a lock that
 * waits for DDL, or leaves a setting behind on the connection.
 */
public interface SchemaReader {
    /** Names the database that a connection leads to. */
    DatabaseIdentity databaseIdentity(Connection connection) throws SQLException;

    /**
     * How the database reads SQL text.
     *
     * @throws java.sql.SQLFeatureNotSupportedException where it compares names in a way that the agent does not know
     */
    Dialect dialect(Connection connection) throws SQLException;

    /** The schemas in which unqualified names are looked up on that connection now, in order. */
    List<String> path(Connection connection) throws SQLException;

    /**
     * How names are looked up on that connection now.
     *
     * @param path the schemas, in order
     * @param coded tables, with their schemas, writes to which run code of somebody's own; null where that is not known
     * @param ownSettings names of what was set for the session, as far as the database tells, with which a write may come out
     *     otherwise than on a new connection
     */
    record Lookup(List<String> path, @Nullable Set<String> coded, List<String> ownSettings) {}

    /** In one round trip, if it can be had so. */
    default Lookup lookup(Connection connection) throws SQLException {
        return new Lookup(path(connection), null, List.of());
    }

    /**
     * The first relation of that name along the path, of whatever sort.
     *
     * @return null where there is none
     */
    @Nullable
    TableSnapshot read(Connection connection, List<String> path, String table) throws SQLException;

    /**
     * What names mean on that connection now, also where only its own transaction or session can see it. To be asked before a
     * statement is changed, so it is cheap: one round trip where the product allows that.
     *
     * @return for each name, in order, what it means; null where it means nothing
     */
    default List<@Nullable ResolvedTable> resolve(Connection connection, List<TableReference> names)
            throws SQLException {
        List<@Nullable ResolvedTable> meant = new ArrayList<>();
        for (TableReference name : names) {
            List<String> path = name.schema() == null ? path(connection) : List.of(name.schema());
            TableSnapshot table = read(connection, path, name.table());
            meant.add(table == null ? null : ResolvedTable.of(table));
        }
        return meant;
    }

    /**
     * Whether the table may have been there, under its name, at a moment when it was seen: what bears the name now is another one otherwise,
     * however like it is. True also where the product does not tell since when its tables are there.
     */
    default boolean stoodThen(Connection connection, TableSnapshot table, Instant seen) throws SQLException {
        return true;
    }

    /**
     * The names of a schema's ordinary tables which the session's account may read or write, in order; none where the product
     * offers no more than one table at a time.
     *
     * @param most no more than that many
     */
    default List<String> tables(Connection connection, String schema, int most) throws SQLException {
        return List.of();
    }

    /** Those of some tables of one schema that are there, each as {@link #read} gives it; in few queries for all of them. */
    default List<TableSnapshot> readAll(Connection connection, String schema, List<String> tables) throws SQLException {
        List<TableSnapshot> found = new ArrayList<>();
        for (String table : tables) {
            TableSnapshot read = read(connection, List.of(schema), table);
            if (read != null) {
                found.add(read);
            }
        }
        return found;
    }

    /**
     * For each key a text that changes whenever something changes that a snapshot holds, or another table of that name appears
     * or vanishes on its path. One query for all keys.
     */
    Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException;

    /**
     * Where the ordinary tables with those {@linkplain TableSnapshot#identity() identities} are now, each on the path of its one
     * schema. A partition or the child of another table is none, and neither is a temporary table.
     */
    default List<TableKey> bearers(Connection connection, Collection<String> identities) throws SQLException {
        return List.of();
    }

    /**
     * What stays with a table when it gets another name, and is given up when it is built anew: where two are the same it is one
     * table, and where they differ that says nothing. Nothing else goes by it.
     *
     * @return null where there is none, where it is not told, or where {@link #bearers} tells
     */
    default @Nullable String number(Connection connection, String schema, String table) throws SQLException {
        return null;
    }

    /** Where the table of that {@linkplain #number} is now; null where there is none or it is not told. */
    default @Nullable TableKey numbered(Connection connection, String number) throws SQLException {
        return null;
    }

    /**
     * The names of all relations of a schema that could be one of its tables under another name.
     *
     * @return null where {@link #bearers} tells, or where there are too many
     */
    default @Nullable Set<String> roster(Connection connection, String schema) throws SQLException {
        return null;
    }

    /**
     * The name of an ordinary table of the same schema that has most of the columns that a table had before, and either one that it
     * lacks now or a name that came since; where tables have no identity, that one may be the table under another name, and its own
     * name be another's.
     *
     * @param came the tables of the schema that were not there before
     * @return null where there is none, or where {@link #bearers} tells
     */
    default @Nullable String like(Connection connection, TableSnapshot before, TableSnapshot now, Set<String> came)
            throws SQLException {
        return null;
    }

    /**
     * Bounds every statement of the transaction that begins now on a connection of the agent's own. Such a setting must not
     * outlive the transaction where a pooler may hand the session to somebody else.
     */
    void restrain(Connection own, Duration atMost) throws SQLException;
}
