package io.selfhealing.agent.instrument;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.instrument.advice.Advice;
import io.selfhealing.agent.instrument.advice.Answer;
import io.selfhealing.agent.instrument.advice.Pass;
import io.selfhealing.agent.instrument.advice.Run;
import io.selfhealing.agent.instrument.advice.RunText;
import java.util.List;

/** What is woven into {@code java.sql.Statement}. */
final class StatementTable {
    private static final Advice TEXT = new RunText();
    private static final Advice RUN = new Run();
    private static final Advice CLEARED = Pass.cleared();
    private static final Advice ANSWER = new Answer();

    static final List<Row> ROWS = List.of(
            Row.of("execute(Ljava/lang/String;)Z", TEXT, EXECUTE),
            Row.of("execute(Ljava/lang/String;I)Z", TEXT, EXECUTE),
            Row.of("execute(Ljava/lang/String;[I)Z", TEXT, EXECUTE),
            Row.of("execute(Ljava/lang/String;[Ljava/lang/String;)Z", TEXT, EXECUTE),
            Row.of("executeUpdate(Ljava/lang/String;)I", TEXT, EXECUTE_UPDATE),
            Row.of("executeUpdate(Ljava/lang/String;I)I", TEXT, EXECUTE_UPDATE),
            Row.of("executeUpdate(Ljava/lang/String;[I)I", TEXT, EXECUTE_UPDATE),
            Row.of("executeUpdate(Ljava/lang/String;[Ljava/lang/String;)I", TEXT, EXECUTE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;)J", TEXT, EXECUTE_LARGE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;I)J", TEXT, EXECUTE_LARGE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;[I)J", TEXT, EXECUTE_LARGE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;[Ljava/lang/String;)J", TEXT, EXECUTE_LARGE_UPDATE),
            Row.of("executeQuery(Ljava/lang/String;)Ljava/sql/ResultSet;", TEXT, EXECUTE_QUERY),
            Row.of("addBatch(Ljava/lang/String;)V", TEXT, ADD_BATCH),
            Row.of("executeBatch()[I", RUN, EXECUTE_BATCH),
            Row.of("executeLargeBatch()[J", RUN, EXECUTE_LARGE_BATCH),
            Row.of("clearBatch()V", CLEARED, CLEARED_BATCH),
            Row.of("close()V", CLEARED, CLEARED_CLOSED),
            Row.of("cancel()V", CLEARED, CANCELLED),
            Row.of("clearWarnings()V", CLEARED, CLEARED_WARNINGS),
            Row.of("setQueryTimeout(I)V", CLEARED, TIMEOUT_SET),
            Row.of("getUpdateCount()I", ANSWER, RESULT_UPDATE_COUNT),
            Row.of("getLargeUpdateCount()J", ANSWER, RESULT_LARGE_UPDATE_COUNT),
            Row.of("getGeneratedKeys()Ljava/sql/ResultSet;", ANSWER, RESULT_GENERATED_KEYS),
            Row.of("getResultSet()Ljava/sql/ResultSet;", ANSWER, RESULT_SET),
            Row.of("getMoreResults()Z", ANSWER, RESULT_MORE),
            Row.of("getMoreResults(I)Z", ANSWER, RESULT_MORE_KEEPING),
            Row.of("getWarnings()Ljava/sql/SQLWarning;", ANSWER, RESULT_WARNINGS));

    private StatementTable() {}
}
