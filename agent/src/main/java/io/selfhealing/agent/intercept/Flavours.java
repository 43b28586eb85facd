package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.FLAVOUR_KEYS_INDEXES;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.FLAVOUR_KEYS_NAMES;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import java.util.ArrayList;
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
        if (leftOut == null || !leftOut.needsGeneratedKeys()) {
            return flavour;
        }
        if (flavour.kind() == FLAVOUR_KEYS_INDEXES) {
            return null;
        }
        if (flavour.kind() != FLAVOUR_KEYS_NAMES) {
            return flavour.asksForKeys() ? flavour : flavour.askingFor(leftOut.generated());
        }
        List<String> names = new ArrayList<>(List.of((String[]) java.util.Objects.requireNonNull(flavour.keys())));
        for (String key : leftOut.generated()) {
            if (names.stream().noneMatch(key::equalsIgnoreCase)) {
                names.add(key);
            }
        }
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
