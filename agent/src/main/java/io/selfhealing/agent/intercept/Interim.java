package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.SpoolSettings;
import io.selfhealing.agent.offline.OfflineConnections;
import io.selfhealing.agent.offline.Place;
import io.selfhealing.agent.outage.Outage;
import io.selfhealing.agent.outage.Outages;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Identifier;
import io.selfhealing.agent.sql.Outline;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the application gets while its database is down: connections that keep writes on disk, where it asked for that. */
final class Interim {
    private final Outages outages;
    private final OfflineConnections connections;
    private final SpoolSettings spool;
    private final ModeSwitch mode;

    Interim(Outages outages, OfflineConnections connections, SpoolSettings spool, ModeSwitch mode) {
        this.outages = outages;
        this.connections = connections;
        this.spool = spool;
        this.mode = mode;
    }

    /** Whether there is anything to do but to count. */
    boolean active() {
        return outages.active() && mode.heals();
    }

    /** The breaker of a database; null where another connection would change the database's life. */
    @Nullable
    Outage watch(Database database, ConnectionSource own) {
        return database.guest() ? null : outages.of(database, own);
    }

    /** A connection was opened. How the tables are whose writes may have to be kept is asked in time. */
    void connected(Outage outage, @Nullable List<String> path) {
        Database database = outage.database();
        if (outage.succeeded() && path != null) {
            Dialect dialect = database.dialect();
            for (SpoolSettings.Named named : spool.namedTables()) {
                String table = new Identifier(named.table(), false).tableName(dialect);
                List<String> schemas = named.schema()
                        .map(schema -> List.of(new Identifier(schema, false).tableName(dialect)))
                        .orElse(path);
                database.ensure(new TableKey(schemas, table));
            }
        }
    }

    /**
     * Whether each write is a transaction by itself. Asked as long as the connection lives: one that is lost does not answer, and a
     * transaction that was begun on a live one is never kept.
     */
    void learnAutoCommit(ConnectionState connection) {
        if (!outages.active()) {
            return;
        }
        try {
            connection.autoCommit(Own.call(connection.connection()::getAutoCommit));
        } catch (SQLException e) {
            connection.autoCommit(false);
        }
    }

    /** Before a write runs whose like may have to be kept: whether it is certain which table it names. */
    void makeCertain(PreparedState state) {
        ConnectionState connection = state.connection;
        Outage outage = connection.outage();
        if (connection.certainty() != null && outage != null && !outage.isDown() && state.mayBeKept(this::mayBeKept)) {
            connection.makeCertain();
        }
    }

    private boolean mayBeKept(String sql, Database database) {
        Outline outline = Scanner.outline(sql, database.dialect());
        TableName name = outline == null ? null : outline.table();
        if (name == null || name.schema() != null) {
            return false;
        }
        String table = name.table().tableName(database.dialect());
        return spool.keeps(null, table)
                || database.seen().stream()
                        .anyMatch(seen -> seen.name().equals(table) && spool.keeps(seen.schema(), table));
    }

    /** A connection could not be opened, or was lost. */
    void failed(@Nullable Outage outage, Throwable failure) {
        if (outage != null
                && failure instanceof SQLException lost
                && Losses.isLoss(lost, outage.database().product())) {
            outage.failed(lost);
        }
    }

    /** A connection to keep writes with; null where none is to be given. */
    @Nullable
    Connection instead(@Nullable Outage outage, StartPath path, String user) {
        SQLException failure = outage == null ? null : outage.failure();
        if (outage == null || failure == null || !active() || !outage.keepsWrites()) {
            return null;
        }
        Database database = outage.database();
        String doubt = path.strays()
                ? "connections that are opened so look up names elsewhere by the time they write, after something that cannot be"
                        + " done now; a name with its schema would be certain"
                : null;
        Place place = new Place(database, path.presumed(), doubt, path.entrance(), null);
        return connections.connection(place, outage, database.name(), user, failure);
    }
}
