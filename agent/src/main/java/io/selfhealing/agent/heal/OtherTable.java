package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.TableSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The database's own identity of the table is another one than that of the table that had the column: somebody else's table may
 * have taken the name over, and what it lacks it never lost. No likeness counts then, unless the rows came along, as they do where
 * a tool copies a table to change it.
 */
final class OtherTable implements Rung {
    @Override
    public String name() {
        return "other table";
    }

    @Override
    public Answer answer(MissingColumn question) {
        String reason = reason(question);
        return reason == null ? Answer.UNKNOWN : new Answer.Refused(reason);
    }

    /** Null where nothing shows that it is another table. */
    static @Nullable String reason(MissingColumn question) {
        TableSnapshot last = question.lastSeen();
        String before = last == null ? null : last.identity();
        String now = question.table().identity();
        if (before == null || now == null || before.equals(now)) {
            return null;
        }
        Content rows = question.situation().contents().table();
        return rows instanceof Content.Same || rows instanceof Content.Agreeing
                ? null
                : "the table that had " + question.name() + " was another one of the same name";
    }
}
