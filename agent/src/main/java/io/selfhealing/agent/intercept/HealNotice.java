package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What an application may read of a heal from its own statement. Names and types only, never a value.
 *
 * @param conversion why some value was converted; null where none was
 */
record HealNotice(Plan plan, @Nullable Evidence conversion) {
    /** What JDBC calls a warning without a meaning of its own. */
    private static final String SQL_STATE = "01000";

    /** Null where nothing was healed. */
    static @Nullable HealNotice of(Run run) {
        return run.heals() ? new HealNotice(run.plan, run.conversion) : null;
    }

    /** The same for one of several runs: the last that healed tells. */
    static @Nullable HealNotice or(Run run, @Nullable HealNotice before) {
        HealNotice notice = of(run);
        return notice == null ? before : notice;
    }

    /** The statement whose own warnings follow. */
    interface Asked {
        Statement statement() throws SQLException;
    }

    /** This warning, and behind it those of the driver, which are as they were. */
    SelfHealingOutcome before(Asked asked) {
        try {
            SQLWarning drivers = Own.ask(() -> asked.statement().getWarnings());
            SQLWarning first = new SQLWarning(text(), SQL_STATE);
            if (drivers != null) {
                first.setNextWarning(drivers);
            }
            return SelfHealingOutcome.returned(first);
        } catch (SQLException e) {
            return SelfHealingOutcome.threw(e);
        }
    }

    private String text() {
        StringJoiner text =
                new StringJoiner(", ", "self-healing: a write to " + Recorder.tableName(plan) + " was healed: ", "");
        text.setEmptyValue("self-healing: a write to " + Recorder.tableName(plan) + " was healed");
        if (plan.verdict() instanceof Verdict.Heal heal && plan.heals()) {
            for (Step step : heal.steps()) {
                add(text, step);
            }
        }
        if (conversion != null) {
            text.add(conversion.detail());
        }
        return text.toString();
    }

    private static void add(StringJoiner text, Step step) {
        if (step instanceof Step.Rename rename) {
            text.add(rename.from() + " -> " + rename.to());
        } else if (step instanceof Step.RenameTable move) {
            text.add(move.fromSchema() + "." + move.from() + " -> " + move.toSchema() + "." + move.to());
        } else if (step instanceof Step.LeaveOut leaveOut) {
            text.add(leaveOut.column() + " -> (left out)");
        } else {
            step.evidence().forEach(evidence -> text.add(evidence.detail()));
        }
    }
}
