package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.FLAVOUR_KEYS_INDEXES;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.FLAVOUR_KEYS_NAMES;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a healed text has to be prepared so that the application gets what it asked for, and the agent the rows' keys. */
final class Flavours {
    private Flavours() {}

    /** Null where the keys that a plan needs cannot be asked for together with what the application asked for. */
    static @Nullable Flavour of(Plan plan, Flavour asked) {
        Flavour flavour = renamed(plan, asked);
        LeftOutColumns leftOut = plan.leftOut();
        if (leftOut == null || leftOut.asked().isEmpty()) {
            return flavour;
        }
        if (flavour.kind() == FLAVOUR_KEYS_INDEXES) {
            return leftOut.needed().isEmpty() ? flavour : null;
        }
        if (flavour.kind() != FLAVOUR_KEYS_NAMES) {
            return flavour.asksForKeys() ? all(flavour, leftOut, plan.table()) : flavour.askingFor(leftOut.asked());
        }
        List<String> names = new ArrayList<>(List.of((String[]) java.util.Objects.requireNonNull(flavour.keys())));
        for (String key : leftOut.asked()) {
            if (names.stream().noneMatch(key::equalsIgnoreCase)) {
                names.add(key);
            }
        }
        return flavour.askingFor(names);
    }

    /** An application that asks PostgreSQL for keys without naming them gets all columns. */
    private static Flavour all(Flavour flavour, LeftOutColumns leftOut, @Nullable TableSnapshot table) {
        if (table == null || !leftOut.rowColumns().containsAll(LeftOut.ROW_COLUMNS)) {
            return flavour;
        }
        List<String> names = new ArrayList<>();
        table.columns().stream()
                .sorted(Comparator.comparingInt(Column::position))
                .map(Column::name)
                .forEach(names::add);
        names.addAll(LeftOut.ROW_COLUMNS);
        return flavour.askingFor(names);
    }

    private static Flavour renamed(Plan plan, Flavour asked) {
        if (!(plan.verdict() instanceof Verdict.Heal heal)) {
            return asked;
        }
        Map<String, String> renames = new HashMap<>();
        for (Step step : heal.steps()) {
            if (step instanceof Step.Rename rename) {
                renames.put(rename.from(), rename.to());
            }
        }
        return renames.isEmpty() ? asked : asked.renamed(name -> renames.getOrDefault(name, name));
    }
}
