package io.selfhealing.agent.intercept;

import io.selfhealing.bootstrap.door.SelfHealingState;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent knows of one plain statement of the application, which it holds weakly. */
final class PlainState extends SelfHealingState {
    final ConnectionState connection;
    private final WeakReference<Statement> statement;

    @Nullable
    Run run;
    /** How the last execution was healed; null where it was not, or the application does not want to know any more. */
    @Nullable
    HealNotice notice;
    /** The text under way is a write. */
    boolean isWrite;
    /** The text under way was already tried a second time. */
    boolean repeated;
    /** What was added to the batch since it last ran. */
    List<Added> batch = List.of();
    /** Some text of the batch was healed, or may need to be. */
    boolean batchAtRisk;
    /** Set before the batch that is running; null where none is needed. */
    @Nullable
    Savepoint batchSavepoint;
    /** Some text of the batch may change how the names of later ones are looked up. */
    boolean batchChangesNames;

    /** What the execution under way does to rows of which values are in quarantine. */
    List<RowWatch.Touch> touches = List.of();
    /** The texts of a batch that runs, where rows are followed. */
    List<String> following = List.of();
    /** Whether what runs is seen row by row. */
    boolean follows;

    /**
     * A text in the batch.
     *
     * @param given to the driver, which is another than {@code original} where it was healed
     * @param run null where it was not healed
     */
    record Added(String original, String given, @Nullable Run run) {}

    PlainState(ConnectionState connection, Statement statement) {
        this.connection = connection;
        this.statement = new WeakReference<>(statement);
    }

    /**
     * The application's statement.
     *
     * @throws SQLException where it has been collected, which cannot be while a call on it is running
     */
    Statement statement() throws SQLException {
        Statement live = statement.get();
        if (live == null) {
            throw new SQLException("the statement is gone");
        }
        return live;
    }

    void keepInBatch(Added added) {
        if (batch.isEmpty()) {
            batch = new ArrayList<>();
        }
        batch.add(added);
    }
}
