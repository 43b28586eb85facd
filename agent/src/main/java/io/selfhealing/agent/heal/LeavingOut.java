package io.selfhealing.agent.heal;

import io.selfhealing.agent.config.Glob;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Landing;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last resort: the column is not written, because its value can be kept with the key of its row. */
final class LeavingOut implements Rung {
    private static final int MOST_LIKELY = 3;

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
        boolean update = write.kind() == StatementKind.UPDATE;
        if (update && write.joined()) {
            return "the statement joins another table";
        }
        String reason = update ? ofUses(question, List.of(Role.ASSIGNED)) : ofInsert(question);
        if (reason != null) {
            return reason;
        }
        List<Value> values = new ArrayList<>();
        Mentions mentions = new Mentions(question.situation());
        for (Assignment assignment : write.assignments()) {
            if (mentions.name(assignment.column()).equals(question.name())) {
                values.addAll(assignment.values());
            }
        }
        if (values.isEmpty() || values.stream().anyMatch(Value.Expression.class::isInstance)) {
            return "its value is computed by the statement";
        }
        boolean idle = Idle.of(question.table()) != null;
        boolean left = isAnyLeft(question, write.assignments()) || (update && idle);
        boolean leftOnConflict =
                write.conflictAssignments().isEmpty() || isAnyLeft(question, write.conflictAssignments()) || idle;
        return left && leftOnConflict ? null : "nothing would be left to write";
    }

    /** Why the value does not belong to one certain row that the statement writes; null where it does. */
    private static @Nullable String ofInsert(MissingColumn question) {
        ParsedWrite write = question.situation().write();
        if (write.rows() == 0) {
            return "the statement is not a plain INSERT of values or UPDATE";
        }
        Landing landing = write.landing();
        return switch (landing.kind()) {
            case UNKNOWN -> "the statement may land in another row";
            case OWN -> ofUses(question, List.of(Role.INSERTED));
            case OWN_OR_NONE ->
                write.rows() > 1
                        ? "nothing tells which of its rows are written"
                        : ofUses(question, List.of(Role.INSERTED));
            case OWN_OR_SAME -> ofUpsert(question, landing);
        };
    }

    private static @Nullable String ofUpsert(MissingColumn question, Landing landing) {
        ParsedWrite write = question.situation().write();
        if (write.rows() > 1 && landing.conditional()) {
            return "nothing tells which of its rows are written";
        }
        RowKey key = new RowKey(question);
        if (!key.isWhole(landing.target())) {
            return "the statement may land in a row with another key";
        }
        if (key.isSetOnConflict(landing.taken())) {
            return "the statement changes the key of the row that it finds";
        }
        if (!landing.taken().contains(question.name())) {
            return "whether it is written depends on whether there was such a row";
        }
        boolean merge = write.kind() == StatementKind.MERGE;
        return ofUses(
                question, merge ? List.of(Role.INSERTED) : List.of(Role.INSERTED, Role.ASSIGNED, Role.EXPRESSION));
    }

    /** @param once the roles in which it has to be mentioned, each once, and in no other */
    private static @Nullable String ofUses(MissingColumn question, List<Role> once) {
        List<Role> roles = new ArrayList<>();
        question.uses().forEach(use -> roles.add(use.role()));
        Collections.sort(roles);
        boolean plain = once.size() == 1
                ? roles.stream().allMatch(once.get(0)::equals)
                : roles.equals(once.stream().sorted().toList());
        return plain ? null : "the statement does more than write it";
    }

    private static boolean isAnyLeft(MissingColumn question, List<Assignment> assignments) {
        Mentions mentions = new Mentions(question.situation());
        return assignments.stream()
                .map(Assignment::column)
                .anyMatch(column -> !question.open().contains(mentions.name(column)));
    }
}
