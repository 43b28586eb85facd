package io.selfhealing.agent.instrument;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.instrument.advice.AnswerBoolean;
import io.selfhealing.agent.instrument.advice.AnswerInt;
import io.selfhealing.agent.instrument.advice.AnswerLong;
import io.selfhealing.agent.instrument.advice.AnswerObject;
import io.selfhealing.agent.instrument.advice.Clear;
import io.selfhealing.agent.instrument.advice.RunInts;
import io.selfhealing.agent.instrument.advice.RunLongs;
import io.selfhealing.agent.instrument.advice.RunText;
import io.selfhealing.agent.instrument.advice.RunTextWithFlag;
import java.util.List;

/** What is woven into {@code java.sql.Statement}. */
final class StatementTable {
    static final List<Row> ROWS = List.of(
            Row.of("execute(Ljava/lang/String;)Z", RunText.class, EXECUTE),
            Row.of("execute(Ljava/lang/String;I)Z", RunTextWithFlag.class, EXECUTE),
            Row.of("execute(Ljava/lang/String;[I)Z", RunText.class, EXECUTE),
            Row.of("execute(Ljava/lang/String;[Ljava/lang/String;)Z", RunText.class, EXECUTE),
            Row.of("executeUpdate(Ljava/lang/String;)I", RunText.class, EXECUTE_UPDATE),
            Row.of("executeUpdate(Ljava/lang/String;I)I", RunTextWithFlag.class, EXECUTE_UPDATE),
            Row.of("executeUpdate(Ljava/lang/String;[I)I", RunText.class, EXECUTE_UPDATE),
            Row.of("executeUpdate(Ljava/lang/String;[Ljava/lang/String;)I", RunText.class, EXECUTE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;)J", RunText.class, EXECUTE_LARGE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;I)J", RunTextWithFlag.class, EXECUTE_LARGE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;[I)J", RunText.class, EXECUTE_LARGE_UPDATE),
            Row.of("executeLargeUpdate(Ljava/lang/String;[Ljava/lang/String;)J", RunText.class, EXECUTE_LARGE_UPDATE),
            Row.of("executeQuery(Ljava/lang/String;)Ljava/sql/ResultSet;", RunText.class, EXECUTE_QUERY),
            Row.of("addBatch(Ljava/lang/String;)V", RunText.class, ADD_BATCH),
            Row.of("executeBatch()[I", RunInts.class, EXECUTE_BATCH),
            Row.of("executeLargeBatch()[J", RunLongs.class, EXECUTE_LARGE_BATCH),
            Row.of("clearBatch()V", Clear.class, CLEARED_BATCH),
            Row.of("close()V", Clear.class, CLEARED_CLOSED),
            Row.of("getUpdateCount()I", AnswerInt.class, RESULT_UPDATE_COUNT),
            Row.of("getLargeUpdateCount()J", AnswerLong.class, RESULT_LARGE_UPDATE_COUNT),
            Row.of("getGeneratedKeys()Ljava/sql/ResultSet;", AnswerObject.class, RESULT_GENERATED_KEYS),
            Row.of("getResultSet()Ljava/sql/ResultSet;", AnswerObject.class, RESULT_SET),
            Row.of("getMoreResults()Z", AnswerBoolean.class, RESULT_MORE),
            Row.of("getMoreResults(I)Z", AnswerBoolean.class, RESULT_MORE_KEEPING),
            Row.of("getWarnings()Ljava/sql/SQLWarning;", AnswerObject.class, RESULT_WARNINGS));

    private StatementTable() {}
}
