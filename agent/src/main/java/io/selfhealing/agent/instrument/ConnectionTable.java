package io.selfhealing.agent.instrument;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.instrument.advice.Advice;
import io.selfhealing.agent.instrument.advice.Commit;
import io.selfhealing.agent.instrument.advice.CreateStatement;
import io.selfhealing.agent.instrument.advice.Pass;
import io.selfhealing.agent.instrument.advice.Prepare;
import io.selfhealing.agent.instrument.advice.SetPath;
import java.util.List;

/** What is woven into {@code java.sql.Connection}. */
final class ConnectionTable {
    private static final Advice PREPARE = new Prepare();
    private static final Advice CREATE = new CreateStatement();
    private static final Advice CHANGE = Pass.connectionChanged();
    private static final Advice PATH = new SetPath();
    private static final Advice ENDING = Pass.transactionEnds();
    private static final String STATEMENT = ")Ljava/sql/Statement;";
    private static final String PREPARED = ")Ljava/sql/PreparedStatement;";

    private static final String CALLABLE = ")Ljava/sql/CallableStatement;";

    static final List<Row> ROWS = List.of(
            Row.of("prepareStatement(Ljava/lang/String;" + PREPARED, PREPARE, FLAVOUR_PLAIN),
            Row.of("prepareStatement(Ljava/lang/String;II" + PREPARED, PREPARE, FLAVOUR_TYPE_CONCURRENCY),
            Row.of("prepareStatement(Ljava/lang/String;III" + PREPARED, PREPARE, FLAVOUR_TYPE_CONCURRENCY_HOLDABILITY),
            Row.of("prepareStatement(Ljava/lang/String;I" + PREPARED, PREPARE, FLAVOUR_KEYS_FLAG),
            Row.of("prepareStatement(Ljava/lang/String;[I" + PREPARED, PREPARE, FLAVOUR_KEYS_INDEXES),
            Row.of("prepareStatement(Ljava/lang/String;[Ljava/lang/String;" + PREPARED, PREPARE, FLAVOUR_KEYS_NAMES),
            Row.of("createStatement(" + STATEMENT, CREATE, 0),
            Row.of("createStatement(II" + STATEMENT, CREATE, 0),
            Row.of("createStatement(III" + STATEMENT, CREATE, 0),
            Row.of("prepareCall(Ljava/lang/String;" + CALLABLE, CHANGE, CONNECTION_BYPASSED),
            Row.of("prepareCall(Ljava/lang/String;II" + CALLABLE, CHANGE, CONNECTION_BYPASSED),
            Row.of("prepareCall(Ljava/lang/String;III" + CALLABLE, CHANGE, CONNECTION_BYPASSED),
            Row.of("setSchema(Ljava/lang/String;)V", PATH, CONNECTION_SCHEMA),
            Row.of("setCatalog(Ljava/lang/String;)V", PATH, CONNECTION_SCHEMA),
            Row.of("close()V", CHANGE, CONNECTION_CLOSED),
            Row.of("commit()V", new Commit(), CONNECTION_COMMITTED),
            Row.of("setAutoCommit(Z)V", ENDING, CONNECTION_AUTO_COMMIT),
            Row.of("rollback(Ljava/sql/Savepoint;)V", CHANGE, CONNECTION_ROLLED_BACK_TO),
            Row.of("rollback()V", CHANGE, CONNECTION_ROLLED_BACK));

    private ConnectionTable() {}
}
