package io.selfhealing.agent.heal;

import io.selfhealing.agent.config.Glob;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last resort: the column is not written, because its value can be kept with the key of its row. */
final class LeavingOut implements Rung {
    private static final int MOST_LIKELY = 3;

    /**
     * Words that make an INSERT land in another row than the one it spells out, or in none. They are looked for in the whole
     * text: finding one in a string costs a refusal, missing one would tie a value to the wrong row.
     */
    private static final Pattern UPSERT =
            Pattern.compile("\\b(CONFLICT|DUPLICATE|IGNORE|REPLACE)\\b", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "leaving out";
    }

    @Override
    public Answer answer(MissingColumn question) {
        String reason = against(question);
        return reason == null
                ? new Answer.Nowhere(new Evidence(EvidenceKind.LEFT_OUT, 1, "no place; the row's key is known"))
                : new Answer.Refused(question.name() + " cannot be left out: " + reason);
    }

    private static @Nullable String against(MissingColumn question) {
        Policy policy = question.situation().policy();
        if (!policy.quarantine()) {
            return "values cannot be kept";
        }
        if (policy.critical().stream().anyMatch(glob -> new Glob(glob).matches(question.name()))) {
            return "it is critical";
        }
        if (!question.everSeen()) {
            return "nobody ever saw the table with it, neither this agent nor another, and no imported migration tells of it:"
                    + " it may be a typing error" + likely(question);
        }
        if (question.earlierWithIt().stream().anyMatch(t -> t.primaryKey().contains(question.name()))) {
            return "it was part of the primary key";
        }
        String other = OtherTable.reason(question);
        String reason = other == null ? ofStatement(question) : other;
        return reason != null ? reason : new RowKey(question).unknown();
    }

    /** Where the column may be: named for a person to decide, followed by nobody. */
    private static String likely(MissingColumn question) {
        Mentions mentions = new Mentions(question.situation());
        TableSnapshot table = question.table();
        List<String> open = table.columns().stream()
                .filter(column -> column.source() == Column.Source.NONE || column.source() == Column.Source.DEFAULT)
                .map(Column::name)
                .filter(name ->
                        !table.primaryKey().contains(name) && !mentions.names().contains(name))
                .sorted()
                .toList();
        String key = "alias HOME " + table.name() + "." + question.name() + "=";
        return open.isEmpty() || open.size() > MOST_LIKELY
                ? "; history import or " + key + "… would tell what became of it"
                : "; the statement does not mention " + String.join(", ", open) + ": if it is called so now, " + key
                        + open.get(0) + " says that";
    }

    private static @Nullable String ofStatement(MissingColumn question) {
        ParsedWrite write = question.situation().write();
        boolean insert = write.kind() == StatementKind.INSERT && write.rows() > 0;
        if (!insert && write.kind() != StatementKind.UPDATE) {
            return "the statement is not a plain INSERT of values or UPDATE";
        }
        if (insert && UPSERT.matcher(write.sql()).find()) {
            return "the statement may land in another row";
        }
        Role plain = insert ? Role.INSERTED : Role.ASSIGNED;
        if (question.uses().stream().anyMatch(use -> use.role() != plain)) {
            return "the statement does more than write it";
        }
        if (question.values().isEmpty() || !question.values().stream().allMatch(LeavingOut::keepable)) {
            return "its value is computed by the statement";
        }
        return remaining(question) > 0 ? null : "nothing would be left to write";
    }

    private static boolean keepable(Value value) {
        return !(value instanceof Value.Expression);
    }

    private static long remaining(MissingColumn question) {
        Mentions mentions = new Mentions(question.situation());
        return question.situation().write().assignments().stream()
                .map(Assignment::column)
                .filter(column -> !question.open().contains(mentions.name(column)))
                .count();
    }
}
