package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.FLAVOUR_KEYS_NAMES;

import io.selfhealing.agent.heal.ReadBack;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.ReturnedColumn;
import io.selfhealing.agent.sql.Returning;
import io.selfhealing.agent.sql.Rewritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plans for writes of PostgreSQL whose generated keys the application asks for. pgjdbc puts a RETURNING behind them, of the columns
 * that were named or of all, so these columns are the statement's as much as those of its text.
 */
final class KeysAsked {
    private KeysAsked() {}

    /** Says what is planned for a text. */
    interface Planning {
        @Nullable
        Plan of(String sql);
    }

    /**
     * The plan for a text and what is asked for with it.
     *
     * @param plan for the text alone; null as for {@link Planner#plan}
     * @param planning asked where the columns have to be looked for
     */
    static @Nullable Plan of(ConnectionState connection, @Nullable Plan plan, Flavour asked, Planning planning) {
        if (plan == null || !concerns(connection, asked) || Returning.mayBeIn(plan.original())) {
            return plan;
        }
        return asked.kind() == FLAVOUR_KEYS_NAMES ? named(connection, plan, asked, planning) : all(connection, plan);
    }

    /** Whether what is asked for may change what is to be done about a text. */
    static boolean concerns(ConnectionState connection, Flavour asked) {
        return asked.asksForKeys() && connection.database().product().returnsKeysByText();
    }

    private static Plan named(ConnectionState connection, Plan plan, Flavour asked, Planning planning) {
        TableSnapshot table = plan.table();
        List<String> names = List.of((String[]) Objects.requireNonNull(asked.keys()));
        if (table == null || names.stream().allMatch(name -> isThere(table, name))) {
            return plan;
        }
        Plan whole = planning.of(
                Returning.named(plan.original(), names, connection.database().dialect()));
        if (whole != null && whole.heals()) {
            return whole.of(plan.original());
        }
        return whole == null || !plan.heals() ? plan : plan.refused(whole.explanation());
    }

    /** The driver may have been told to leave names as they are, which the database then folds. */
    private static boolean isThere(TableSnapshot table, String name) {
        return table.column(name) != null || table.column(name.toLowerCase(Locale.ROOT)) != null;
    }

    /** Nobody says which of all columns will be read: each is there under its old name, but for those that are gone. */
    private static Plan all(ConnectionState connection, Plan plan) {
        boolean byOldNames =
                plan.steps().stream().anyMatch(step -> step instanceof Step.Rename || step instanceof Step.LeaveOut);
        TableHistory history = byOldNames ? plan.history() : null;
        Rewritten healed = plan.rewritten();
        ReadBack readBack = history == null ? null : ReadBack.of(history, plan.steps());
        if (healed == null || readBack == null || readBack.columns().stream().noneMatch(ReturnedColumn::isRelabelled)) {
            return plan;
        }
        List<ReturnedColumn> columns = new ArrayList<>(readBack.columns());
        LeftOutColumns leftOut = plan.leftOut();
        if (leftOut != null && leftOut.asked().stream().anyMatch(column -> isUnclear(column, leftOut, columns))) {
            return plan.untouched();
        }
        if (leftOut != null) {
            leftOut.generated().forEach(key -> columns.add(new ReturnedColumn(key, key))); // read by the agent itself
        }
        String text =
                Returning.labelled(healed.sql(), columns, connection.database().dialect());
        return plan.running(new Rewritten(text, healed.parameters(), healed.reliesOn()));
    }

    /** Whether the agent could not tell a column that it reads itself by its name. */
    private static boolean isUnclear(String column, LeftOutColumns leftOut, List<ReturnedColumn> given) {
        return !leftOut.generated().contains(column)
                && given.stream()
                        .filter(ReturnedColumn::isRelabelled)
                        .anyMatch(each ->
                                each.column().equals(column) || each.label().equals(column));
    }
}
