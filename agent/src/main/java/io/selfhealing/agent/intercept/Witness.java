package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.schema.WitnessedRename;
import io.selfhealing.agent.sql.DdlTarget;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.RenameStatement;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Notices, in what the application runs successfully, changes of the schema and of the way names are looked up. */
final class Witness {
    private final InstantSource clock;

    Witness(InstantSource clock) {
        this.clock = clock;
    }

    void ran(ConnectionState connection, String sql) {
        switch (Scanner.kind(sql)) {
            case SESSION -> connection.pathChanged();
            case DDL -> changed(connection, sql);
            case QUERY, OTHER -> {
                // select set_config('search_path', …), and blocks of code that set it
                if (sql.contains("search_path")) {
                    connection.pathChanged();
                } else {
                    connection.transactionEnded();
                }
            }
            default -> {}
        }
    }

    /** A transaction ended: settings made inside it may be gone. */
    void transactionEnded(ConnectionState connection) {
        connection.transactionEnded();
    }

    private void changed(ConnectionState connection, String sql) {
        Database database = connection.database();
        Dialect dialect = database.dialect();
        DdlTarget target = DdlTarget.parse(sql, dialect);
        if (target == null) {
            return;
        }
        String table = target.table().table().name(dialect);
        if (target.temporary()) {
            connection.createdTemporary(table);
            return;
        }
        TableKey key = key(connection, target.table(), dialect);
        if (key == null) {
            return;
        }
        RenameStatement rename = RenameStatement.parse(sql, dialect);
        if (rename != null) {
            database.witnessed(
                    key,
                    new WitnessedRename(rename.from().name(dialect), rename.to().name(dialect), clock.instant()));
        }
        look(connection, database, key);
    }

    private static void look(ConnectionState connection, Database database, TableKey key) {
        if (!database.guest()) {
            CompletableFuture<TableView> unused = database.refresh(key);
            return;
        }
        try {
            Connection live = connection.connection();
            Own.call(() -> database.readAs(live, key));
        } catch (SQLException e) {
            // The next failure of a write looks again.
        }
    }

    private static @Nullable TableKey key(ConnectionState connection, TableName name, Dialect dialect) {
        List<String> path = name.schema() == null
                ? connection.path()
                : List.of(name.schema().name(dialect));
        return path == null ? null : new TableKey(path, name.table().name(dialect));
    }
}
