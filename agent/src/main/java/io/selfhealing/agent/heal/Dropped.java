package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;

/**
 * The database's own identity of the column is dead while the table's lives: it was dropped, whatever has come since. No likeness of
 * names or places makes another column of it.
 */
final class Dropped implements Rung {
    @Override
    public String name() {
        return "dropped";
    }

    @Override
    public Answer answer(MissingColumn question) {
        TableSnapshot last = question.lastSeen();
        Column column = question.before();
        if (last == null || column == null || column.identity() == null || last.identity() == null) {
            return Answer.UNKNOWN;
        }
        boolean sameTable = last.identity().equals(question.table().identity());
        boolean lives = question.table().columns().stream()
                .anyMatch(now -> column.identity().equals(now.identity()));
        return sameTable && !lives
                ? new Answer.Refused("the catalog shows that " + question.name() + " was dropped")
                : Answer.UNKNOWN;
    }
}
