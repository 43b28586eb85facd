package io.selfhealing.agent.cli;

import io.selfhealing.agent.report.Migration;
import io.selfhealing.agent.report.MigrationBatch;
import io.selfhealing.agent.report.MigrationBatch.Outcome;
import io.selfhealing.agent.report.MigrationBatch.Standing;
import io.selfhealing.agent.report.MigrationJournal;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Shows a batch, carries it out where that is wanted, and says what came of it. */
final class MigrationTalk {
    private static final long LOCK_SECONDS = 5;

    private final MigrationBatch batch;
    private final boolean yes;
    private final boolean changed;
    private final PrintStream out;
    private final MigrationRecord record;

    /** @param changed whether a table may have changed since */
    MigrationTalk(MigrationBatch batch, boolean yes, boolean changed, PrintStream out, MigrationRecord record) {
        this.batch = batch;
        this.yes = yes;
        this.changed = changed;
        this.out = out;
        this.record = record;
    }

    /**
     * Has it.
     *
     * @return false where something was refused or failed, which it has said
     */
    boolean held(MigrationJournal journal) throws SQLException, IOException {
        boolean refused = false;
        boolean toDo = false;
        List<Migration> open = new ArrayList<>();
        for (MigrationBatch.Step step : batch.look()) {
            show(step);
            boolean unexpected = step.standing() == Standing.CHANGED && !changed;
            refused |= unexpected || step.standing() == Standing.GONE;
            if (step.standing() != Standing.ENDED) {
                toDo = true;
                open.add(step.migration());
            }
        }
        if (refused) {
            out.println("refused: nothing was changed"
                    + (changed ? "" : "; --changed applies it to a table that has changed"));
            return false;
        }
        if (!toDo || !yes) {
            out.println(toDo ? "dry run: nothing was changed; --yes applies it, " + manner() : "nothing to do");
            return true;
        }
        Outcome outcome = batch.apply(journal, LOCK_SECONDS);
        record.write(open, outcome, batch.isAtomic());
        return told(outcome);
    }

    private String manner() {
        return batch.isAtomic()
                ? "in one transaction"
                : "one statement after the other: this database takes no DDL back";
    }

    private void show(MigrationBatch.Step step) {
        Migration migration = step.migration();
        out.println(migration.id() + "  " + migration.mismatch().kind() + "  "
                + migration.mismatch().table() + "  " + migration.mismatch().subject());
        out.println("  " + step.standing());
        migration.sql().forEach(sql -> out.println("  sql       " + sql + ";"));
        migration.undo().forEach(sql -> out.println("  undo      " + sql + ";"));
    }

    private boolean told(Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            out.println("applied and verified: " + applied.migrations());
            return true;
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        out.println("failed at " + failed.migration().id() + ": " + failed.reason());
        if (batch.isAtomic() || failed.before().isEmpty()) {
            out.println(batch.isAtomic() ? "nothing was changed" : "nothing before it was changed");
        }
        for (Migration done : failed.before()) {
            out.println("done before it: " + done.id() + "; taken back by");
            done.undo().forEach(sql -> out.println("  " + sql + ";"));
        }
        return false;
    }
}
