package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.NameWatch;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.schema.WitnessedMove;
import io.selfhealing.agent.schema.WitnessedRename;
import io.selfhealing.agent.sql.Calls;
import io.selfhealing.agent.sql.DdlTarget;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.RenameStatement;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.SessionSetting;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.TableMove;
import io.selfhealing.agent.sql.TableName;
import io.selfhealing.agent.sql.TransactionStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Notices, in what the application runs successfully, changes of the schema and of the way names are looked up. */
final class Witness {
    private static final String TRUNCATE = "TRUNCATE";

    private final Transactions transactions;
    private final Runs runs;
    private final InstantSource clock;

    Witness(Transactions transactions, Runs runs, InstantSource clock) {
        this.transactions = transactions;
        this.runs = runs;
        this.clock = clock;
    }

    /** Whether a text may change the schema, the way names are looked up, or the state of the transaction. */
    static boolean matters(StatementKind kind, String sql) {
        return switch (kind) {
            case SESSION, DDL, OTHER -> true;
            case QUERY -> setsPath(sql);
            default -> false;
        };
    }

    /** The application asks something: it may name a lost table as it is called now. */
    static void asked(ConnectionState connection, StatementKind kind, String sql) {
        NameWatch names = connection.database().names();
        if (kind == StatementKind.QUERY && names.watches()) {
            names.note(sql, connection.database().dialect());
        }
    }

    /** {@code select set_config('search_path', …)}, whose name may be a parameter, and blocks of code that set it. */
    private static boolean setsPath(String sql) {
        return sql.contains("search_path") || sql.contains("set_config") || sql.contains("SET_CONFIG");
    }

    /** Whether a text is to be looked at when it has run: by itself, or for what it may do to where names are looked up. */
    static boolean matters(ConnectionState connection, StatementKind kind, String sql) {
        return matters(kind, sql) || (connection.certainty() != null && Calls.mayRunCode(sql));
    }

    /** A text that is no prepared write ran, or failed, which some of it may have outlived. */
    static void mayHaveMoved(ConnectionState connection, String sql) {
        if (connection.certainty() == null) {
            return;
        }
        StatementKind kind = Scanner.kind(sql);
        boolean transaction = kind == StatementKind.OTHER && TransactionStatement.of(sql) != TransactionStatement.NONE;
        boolean moves = switch (kind) {
            case SESSION -> !onlySets(connection, sql);
            case DDL -> !onlyEmpties(sql);
            case OTHER -> !transaction;
            case QUERY -> Calls.mayRunCode(sql);
            default -> Calls.mayRunCode(sql) || connection.runsCode(null);
        };
        if (moves) {
            connection.mayHaveMoved();
        }
    }

    /** A text ran on the connection and succeeded. */
    void ran(ConnectionState connection, String sql) {
        StatementKind kind = Scanner.kind(sql);
        if (kind == StatementKind.SESSION || kind == StatementKind.QUERY || kind == StatementKind.OTHER) {
            settings(connection, sql);
        }
        switch (kind) {
            case SESSION -> {
                if (!onlySets(connection, sql)) {
                    connection.pathSet(sql);
                }
            }
            case DDL -> changed(connection, sql);
            case QUERY -> {
                if (setsPath(sql)) {
                    connection.pathSet(sql);
                }
            }
            case OTHER -> other(connection, sql);
            default -> {}
        }
    }

    /**
     * A text that is no write failed: a commit that is refused ends its transaction, and the next one must not count for it. What
     * commits first and then changes the schema may have done the former.
     */
    void failed(ConnectionState connection, String sql) {
        StatementKind kind = Scanner.kind(sql);
        boolean commit = kind == StatementKind.OTHER && TransactionStatement.of(sql) == TransactionStatement.COMMIT;
        boolean change = kind == StatementKind.DDL || kind == StatementKind.OTHER;
        if (commit || (change && connection.database().product().commitsAtDdl())) {
            ended(connection);
        }
    }

    /** A text of several statements ran, or failed: any of them may have ended the transaction. */
    static void severalRan(ConnectionState connection) {
        ended(connection);
    }

    private static void settings(ConnectionState connection, String sql) {
        String set = SessionSetting.of(sql);
        if (set != null || SessionSetting.resetsAll(sql)) {
            connection.settings(set);
        }
    }

    private void other(ConnectionState connection, String sql) {
        switch (TransactionStatement.of(sql)) {
            case BEGIN -> {
                ended(connection);
                connection.begun();
            }
            case COMMIT -> {
                runs.committedByText(connection);
                connection.transactionEnded();
            }
            case ROLLBACK -> {
                runs.rolledBack(connection);
                connection.transactionEnded();
            }
            case ROLLBACK_TO -> connection.rolledBackTo();
            case WITHIN -> {}
            case NONE -> ended(connection);
        }
        if (setsPath(sql)) {
            connection.pathSet(sql);
        }
    }

    /** A transaction may have ended. */
    private static void ended(ConnectionState connection) {
        connection.decided();
        connection.transactionEnded();
    }

    /** A SET of MySQL, which has no setting for the current database; asking for it could use up a SET TRANSACTION. */
    private static boolean onlySets(ConnectionState connection, String sql) {
        return connection.database().product().speaksMySql()
                && sql.stripLeading().regionMatches(true, 0, "SET", 0, 3)
                && sql.indexOf(';') < 0;
    }

    private void changed(ConnectionState connection, String sql) {
        Database database = connection.database();
        Dialect dialect = database.dialect();
        DdlTarget target = DdlTarget.parse(sql, dialect);
        if (database.product().commitsAtDdl()) {
            if (target == null || !target.temporary()) {
                runs.committed(connection);
                connection.transactionEnded();
            } else if (!database.product().speaksMySql()) {
                ended(connection); // Some of those that make a temporary table do.
            }
        } else if (!onlyEmpties(sql) && !database.guest() && transactions.inTransaction(connection)) {
            connection.changesSchema();
        }
        if (onlyEmpties(sql)) {
            return;
        }
        if (target == null) {
            moved(connection, sql);
            return;
        }
        String table = target.table().table().tableName(dialect);
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

    /** What stands behind a comment is looked at again for nothing. */
    private static boolean onlyEmpties(String sql) {
        String text = sql.stripLeading();
        return text.regionMatches(true, 0, TRUNCATE, 0, TRUNCATE.length());
    }

    /** The old name is looked at last: by then it is known what the table looks like under the new one. */
    private void moved(ConnectionState connection, String sql) {
        Dialect dialect = connection.database().dialect();
        for (TableMove move : TableMove.parse(sql, dialect)) {
            TableKey from = key(connection, move.from(), dialect);
            if (from != null) {
                String schema = move.toSchema() == null ? null : move.toSchema().tableName(dialect);
                String to = move.to() == null ? from.table() : move.to().tableName(dialect);
                connection.database().moved(new WitnessedMove(from, schema, to, clock.instant()));
                look(
                        connection,
                        connection.database(),
                        new TableKey(schema == null ? from.path() : List.of(schema), to));
                look(connection, connection.database(), from);
            }
        }
    }

    private void look(ConnectionState connection, Database database, TableKey key) {
        if (!database.guest()) {
            CompletableFuture<TableView> unused = database.refresh(key);
            return;
        }
        if (database.product().catalogReadsLinger() && transactions.inTransaction(connection)) {
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
                : List.of(name.schema().tableName(dialect));
        return path == null ? null : new TableKey(path, name.table().tableName(dialect));
    }
}
