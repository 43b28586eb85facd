package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Explanation;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.restraint.Restraint;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Rewritten;
import io.selfhealing.agent.sql.StatementKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A write's text judged against one view of its table.
 *
 * @param view the view it was judged against; another view needs another plan
 * @param explanation whose verdict is healthy also where the table is not known (yet)
 * @param write null where the scanner alone could judge
 * @param rewritten null where the text stays as it is
 * @param parameterTypes for each parameter the type of the column that takes its bare value, or null
 * @param leftOut null where nothing is left out
 * @param proved see {@link #needsProof}; true where nothing is healed
 * @param standing how long the verdict holds for its view; null where that is as long as the view
 * @param withheld null where nothing stands in the way of what is right
 */
record Plan(
        String original,
        TableCell cell,
        TableView view,
        Explanation explanation,
        @Nullable ParsedWrite write,
        @Nullable Rewritten rewritten,
        ParameterTypes parameterTypes,
        @Nullable LeftOutColumns leftOut,
        boolean proved,
        @Nullable Standing standing,
        @Nullable Withheld withheld) {
    /**
     * What may not be done.
     *
     * @param meant what would have been done
     */
    record Withheld(Restraint why, Plan meant) {}

    Plan(
            String original,
            TableCell cell,
            TableView view,
            Explanation explanation,
            @Nullable ParsedWrite write,
            @Nullable Rewritten rewritten,
            ParameterTypes parameterTypes,
            @Nullable LeftOutColumns leftOut,
            boolean proved) {
        this(original, cell, view, explanation, write, rewritten, parameterTypes, leftOut, proved, null, null);
    }

    Verdict verdict() {
        return explanation.verdict();
    }

    /** The table that is written, as far as it is known: where the write goes, if the statement's own is lost and was found. */
    @Nullable
    TableSnapshot table() {
        if (view instanceof TableView.Known known) {
            return known.history().current();
        }
        LostTable lost = view instanceof TableView.Missing missing ? missing.lost() : null;
        if (lost == null) {
            return null;
        }
        Step.RenameTable move = move();
        TableHistory now = move == null ? null : lost.candidate(move.toSchema(), move.to());
        return now == null ? lost.past().current() : now.current();
    }

    /** What the table that is written is and was, as far as it is known. */
    @Nullable
    TableHistory history() {
        if (view instanceof TableView.Known known) {
            return known.history();
        }
        LostTable lost = view instanceof TableView.Missing missing ? missing.lost() : null;
        Step.RenameTable move = move();
        TableHistory now = lost == null || move == null ? null : lost.candidate(move.toSchema(), move.to());
        return lost == null || now == null ? null : lost.continuedBy(now);
    }

    /** Null where the table is where the statement says. */
    Step.@Nullable RenameTable move() {
        return verdict() instanceof Verdict.Heal heal && heal.steps().get(0) instanceof Step.RenameTable move
                ? move
                : null;
    }

    /** The text that the driver should run. */
    String target() {
        return rewritten == null ? original : rewritten.sql();
    }

    boolean heals() {
        return rewritten != null;
    }

    /** Null where the scanner alone could judge. */
    @Nullable
    StatementKind kind() {
        return write == null ? null : write.kind();
    }

    /**
     * Whether it heals a column that no known shape of the table ever had. Then the write may be right and what is known be too
     * old: the application's own text has to fail first.
     */
    boolean needsProof() {
        return heals() && !proved;
    }

    /** The same after the database has refused the application's text. */
    Plan withProof() {
        return proved ? this : provedOrNot(true);
    }

    /** The same, believed no longer than that; what is healthy is so by the table alone. */
    Plan asLongAs(@Nullable Standing other) {
        Standing before = standing;
        Standing both = before == null || other == null ? other : () -> before.holds() && other.holds();
        return both == null || verdict() instanceof Verdict.Healthy ? this : standing(both);
    }

    /** The same, believed no longer than that, even where it is healthy. */
    Plan until(Standing other) {
        Standing before = standing;
        return standing(before == null ? other : () -> before.holds() && other.holds());
    }

    private Plan standing(Standing all) {
        return new Plan(
                original, cell, view, explanation, write, rewritten, parameterTypes, leftOut, proved, all, withheld);
    }

    /** The same as the plan of a text that says the same to the driver. */
    Plan of(String text) {
        return new Plan(
                text, cell, view, explanation, write, rewritten, parameterTypes, leftOut, proved, standing, withheld);
    }

    /** The same with another text for the driver. */
    Plan running(Rewritten text) {
        return new Plan(
                original, cell, view, explanation, write, text, parameterTypes, leftOut, proved, standing, withheld);
    }

    /** The same text, which is not healed for what was found of another. */
    Plan refused(Explanation why) {
        return new Plan(original, cell, view, why, write, null, ParameterTypes.UNKNOWN, null, true, standing, withheld);
    }

    /** The application's own text, because something forbids what would be right. */
    Plan withheld(Restraint why) {
        return new Plan(
                original,
                cell,
                view,
                explanation.but(new Verdict.Refusal(List.of(), why.reason(), List.of())),
                write,
                null,
                ParameterTypes.UNKNOWN,
                null,
                true,
                standing,
                new Withheld(why, this));
    }

    /** The application's own text and values, of which nothing is changed. */
    Plan untouched() {
        return new Plan(original, cell, view, Explanation.HEALTHY, write, null, ParameterTypes.UNKNOWN, null, true);
    }

    /** The steps that it takes; none where it does not heal. */
    List<Step> steps() {
        return verdict() instanceof Verdict.Heal heal && heals() ? heal.steps() : List.of();
    }

    /** Whether some value goes to a column of another type than the one that it was written for, or may. */
    boolean retypes() {
        TableSnapshot now = table();
        for (Step step : steps()) {
            if (step instanceof Step.Rename rename) {
                Column to = now == null ? null : now.column(rename.to());
                Column from = lastCalled(rename.from());
                if (to == null || from == null || !to.type().equals(from.type())) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable Column lastCalled(String column) {
        LostTable lost = view instanceof TableView.Missing missing ? missing.lost() : null;
        TableHistory past = view instanceof TableView.Known known ? known.history() : lost == null ? null : lost.past();
        if (past == null) {
            return null;
        }
        return Stream.concat(Stream.of(past.current()), past.earlier().stream())
                .map(shape -> shape.column(column))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The same for the application's own text, which runs as it is. */
    Plan asWritten() {
        return new Plan(original, cell, view, Explanation.HEALTHY, write, null, parameterTypes, null, true);
    }

    /** The same where nobody could be asked whether it is still right. */
    Plan withoutProof() {
        return provedOrNot(false);
    }

    private Plan provedOrNot(boolean now) {
        return new Plan(
                original, cell, view, explanation, write, rewritten, parameterTypes, leftOut, now, standing, withheld);
    }

    /** Where an original parameter goes; 0 where it was left out. */
    int target(int parameter) {
        if (rewritten == null || parameter > rewritten.parameters().size()) {
            return parameter;
        }
        return rewritten.parameters().target(parameter);
    }

    /** Whether one of that many parameters has a place. */
    boolean placesAny(int parameters) {
        for (int i = 1; i <= parameters; i++) {
            if (target(i) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether setters may go straight to a statement prepared with {@link #target()}. */
    boolean bindsDirectly() {
        return rewritten == null || rewritten.parameters().isIdentity();
    }

    @Nullable
    ColumnType type(int parameter) {
        return parameterTypes.type(parameter);
    }

    /** Whether it was judged against what is known now, of the table and otherwise. */
    boolean current() {
        return cell.view() == view && stands();
    }

    boolean stands() {
        return standing == null || standing.holds();
    }

    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
