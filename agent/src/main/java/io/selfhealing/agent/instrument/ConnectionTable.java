package io.selfhealing.agent.instrument;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.instrument.advice.ChangeConnection;
import io.selfhealing.agent.instrument.advice.CreateStatement;
import io.selfhealing.agent.instrument.advice.Prepare;
import io.selfhealing.agent.instrument.advice.PrepareWithKeys;
import java.util.List;

/** What is woven into {@code java.sql.Connection}. */
final class ConnectionTable {
    private static final String STATEMENT = ")Ljava/sql/Statement;";
    private static final String PREPARED = ")Ljava/sql/PreparedStatement;";

    static final List<Row> ROWS = List.of(
            Row.of("prepareStatement(Ljava/lang/String;" + PREPARED, Prepare.class, FLAVOUR_PLAIN),
            Row.of("prepareStatement(Ljava/lang/String;II" + PREPARED, Prepare.class, FLAVOUR_TYPE_CONCURRENCY),
            Row.of(
                    "prepareStatement(Ljava/lang/String;III" + PREPARED,
                    Prepare.class,
                    FLAVOUR_TYPE_CONCURRENCY_HOLDABILITY),
            Row.of("prepareStatement(Ljava/lang/String;I" + PREPARED, Prepare.class, FLAVOUR_KEYS_FLAG),
            Row.of("prepareStatement(Ljava/lang/String;[I" + PREPARED, PrepareWithKeys.class, FLAVOUR_KEYS_INDEXES),
            Row.of(
                    "prepareStatement(Ljava/lang/String;[Ljava/lang/String;" + PREPARED,
                    PrepareWithKeys.class,
                    FLAVOUR_KEYS_NAMES),
            Row.of("createStatement(" + STATEMENT, CreateStatement.class, 0),
            Row.of("createStatement(II" + STATEMENT, CreateStatement.class, 0),
            Row.of("createStatement(III" + STATEMENT, CreateStatement.class, 0),
            Row.of("setSchema(Ljava/lang/String;)V", ChangeConnection.class, CONNECTION_SCHEMA),
            Row.of("setCatalog(Ljava/lang/String;)V", ChangeConnection.class, CONNECTION_SCHEMA),
            Row.of("close()V", ChangeConnection.class, CONNECTION_CLOSED),
            Row.of("commit()V", ChangeConnection.class, CONNECTION_COMMITTED),
            Row.of("setAutoCommit(Z)V", ChangeConnection.class, CONNECTION_COMMITTED),
            Row.of("rollback(Ljava/sql/Savepoint;)V", ChangeConnection.class, CONNECTION_COMMITTED),
            Row.of("rollback()V", ChangeConnection.class, CONNECTION_ROLLED_BACK));

    private ConnectionTable() {}
}
