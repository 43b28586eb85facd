package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Column.Source;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Casts;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the primary key of each row that a write touches can be told, from the statement or from the database. */
final class RowKey {
    private final MissingColumn question;
    private final ParsedWrite write;
    private final Mentions mentions;

    RowKey(MissingColumn question) {
        this.question = question;
        this.write = question.situation().write();
        this.mentions = new Mentions(question.situation());
    }

    /** Why the key is not known; null where it is. */
    @Nullable
    String unknown() {
        List<String> key = question.table().primaryKey();
        if (key.isEmpty()) {
            return "the table has no primary key";
        }
        boolean insert = write.kind() != StatementKind.UPDATE;
        for (String column : key) {
            if (insert ? !givenByInsert(column) : !givenByUpdate(column)) {
                return "the row's " + column + " is not known";
            }
        }
        return null;
    }

    /** Whether these columns are the primary key; none stand for it. */
    boolean isWhole(Set<String> columns) {
        Set<String> now = new HashSet<>();
        columns.forEach(column -> now.add(question.renamed().getOrDefault(column, column)));
        return columns.isEmpty() || now.equals(new HashSet<>(question.table().primaryKey()));
    }

    /** Whether a row that is there already may get another key. */
    boolean isSetOnConflict(Set<String> unchanged) {
        return write.conflictAssignments().stream()
                .map(Assignment::column)
                .anyMatch(column -> question.table().primaryKey().contains(now(column))
                        && !unchanged.contains(mentions.name(column)));
    }

    private boolean givenByInsert(String key) {
        // MySQL makes a key where the statement gives NULL or 0.
        if (mysql() && isSequence(key) && writes(key)) {
            return false;
        }
        for (Assignment assignment : write.assignments()) {
            if (now(assignment.column()).equals(key)) {
                return assignment.values().stream()
                        .allMatch(value -> plain(value) || (value instanceof Value.Default && givenByDatabase(key)));
            }
        }
        return givenByDatabase(key);
    }

    /** Which generated key belongs to which of several rows is not something that every database tells. */
    private boolean givenByDatabase(String key) {
        Column column = question.table().column(key);
        return write.rows() == 1
                && column != null
                && (numbers(column) || (column.source() == Source.DEFAULT && !mysql()));
    }

    /** Its drivers tell what AUTO_INCREMENT gave, and nothing else. */
    private boolean mysql() {
        return question.situation().dialect().product().speaksMySql();
    }

    private boolean isSequence(String key) {
        Column column = question.table().column(key);
        return column != null && numbers(column);
    }

    private static boolean numbers(Column column) {
        return column.source() == Source.SEQUENCE || column.source() == Source.NUMBERED;
    }

    private boolean writes(String key) {
        return write.assignments().stream()
                .anyMatch(assignment -> now(assignment.column()).equals(key));
    }

    private boolean givenByUpdate(String key) {
        for (Assignment assignment : write.assignments()) {
            if (now(assignment.column()).equals(key)) {
                return false;
            }
        }
        for (KeyCondition condition : write.keyConditions()) {
            if (now(condition.column()).equals(key) && plain(condition.value())) {
                return true;
            }
        }
        return false;
    }

    private String now(ColumnUse use) {
        String name = mentions.name(use);
        return question.renamed().getOrDefault(name, name);
    }

    private boolean plain(Value written) {
        Value value = Casts.undone(written, write.sql());
        return value instanceof Value.Parameter || value instanceof Value.Literal;
    }
}
