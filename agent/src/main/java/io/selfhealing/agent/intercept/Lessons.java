package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.learned.Outcome;
import io.selfhealing.agent.heal.learned.Outcomes;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.schema.TypeFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What the renames of plans teach: once for each plan, with a count. */
final class Lessons {
    /** Below it the places of columns alone do not tell a rename from a column that went and another that came. */
    private static final double CERTAIN_PLACE = 0.9;

    private final Outcomes outcomes;

    Lessons(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** Is to be told how often the plan healed. */
    LongConsumer of(Plan plan) {
        List<Renamed> renames = renames(plan);
        if (!renames.isEmpty()) {
            outcomes.expect();
        }
        // Nothing of this may hold on to the plan: it is told for as long as the plan lives.
        TableCell cell = plan.cell();
        TableView view = plan.view();
        return count -> renames.forEach(each -> outcomes.report(
                each.proved()
                        ? new Outcome.Proved(each.table(), each.from(), each.to(), each.family(), count)
                        : new Outcome.Accepted(
                                each.table(),
                                each.from(),
                                each.to(),
                                each.family(),
                                count,
                                each.learned(),
                                () -> cell.view() == view)));
    }

    /** The application undid what the plan healed. */
    void rolledBack(Plan plan) {
        renames(plan).stream()
                .filter(each -> !each.proved())
                .forEach(each -> outcomes.report(new Outcome.RolledBack(each.table(), each.from(), each.to())));
    }

    /** A value did not fit where the plan would have put it. */
    void refused(Plan plan) {
        renames(plan).stream()
                .filter(each -> !each.proved())
                .forEach(each ->
                        outcomes.report(new Outcome.Refused(each.table(), each.from(), each.to(), each.family())));
    }

    /** A step was thought of and not made. */
    void suggested(Plan plan, Step step) {
        TableSnapshot table = plan.table();
        if (table != null && step instanceof Step.Rename rename) {
            outcomes.report(new Outcome.Suggested(table.name(), rename.from(), rename.to()));
        }
    }

    private record Renamed(String table, String from, String to, TypeFamily family, boolean proved, boolean learned) {}

    private static List<Renamed> renames(Plan plan) {
        List<Renamed> renames = new ArrayList<>();
        TableSnapshot table = plan.table();
        if (table != null && plan.heals() && plan.verdict() instanceof Verdict.Heal heal) {
            for (Step step : heal.steps()) {
                Renamed renamed = step instanceof Step.Rename rename ? renamed(table, rename) : null;
                if (renamed != null) {
                    renames.add(renamed);
                }
            }
        }
        return renames;
    }

    private static @Nullable Renamed renamed(TableSnapshot table, Step.Rename rename) {
        Column column = table.column(rename.to());
        return column == null
                ? null
                : new Renamed(
                        table.name(),
                        rename.from(),
                        rename.to(),
                        column.type().family(),
                        proved(rename.evidence().get(0)),
                        rename.evidence().stream().anyMatch(evidence -> evidence.kind() == EvidenceKind.LEARNED));
    }

    private static boolean proved(Evidence strongest) {
        return switch (strongest.kind()) {
            case WITNESSED, IDENTITY, DECLARED, CONTENT -> true;
            case STRUCTURAL -> strongest.confidence() >= CERTAIN_PLACE;
            default -> false;
        };
    }
}
