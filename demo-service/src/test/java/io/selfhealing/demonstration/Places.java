package io.selfhealing.demonstration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says of each watched value where it is, as counts. */
final class Places {
    private static final Pattern MARKER = Pattern.compile("w\\d{6}");

    private final List<Scene> scenes;
    private final Map<String, List<Quarantined>> quarantine = new HashMap<>();

    /** @param scenes all that were played so far, in order */
    Places(List<Scene> scenes, List<Quarantined> quarantined) {
        this.scenes = List.copyOf(scenes);
        for (Quarantined value : quarantined) {
            MARKER.matcher(value.value())
                    .results()
                    .forEach(marker -> quarantine
                            .computeIfAbsent(marker.group(), m -> new ArrayList<>())
                            .add(value));
        }
    }

    /** What is in quarantine of this write. */
    List<Quarantined> quarantined(Write write) {
        return quarantine.getOrDefault(write.marker(), List.of());
    }

    /** How many values of these writes are in quarantine. */
    int leftOut(List<Finding> findings) {
        return findings.stream()
                .mapToInt(finding -> quarantined(finding.write()).size())
                .sum();
    }

    /** How many of these writes landed whole although the service's own SQL no longer fitted the table. */
    int healed(List<Finding> findings) {
        return (int) findings.stream()
                .filter(finding ->
                        finding.landed() && quarantined(finding.write()).isEmpty())
                .filter(finding -> scenes.get(finding.write().act()).needsHealing(finding.write()))
                .count();
    }

    /** Place → how many of how many, for what the act watches. */
    Map<String, String> describe(Scene scene, List<Finding> findings, Layout layout) {
        return scene.act().disturbance() instanceof Outage
                ? Kept.describe(scene, findings)
                : describe(scene.act(), findings, layout);
    }

    private Map<String, String> describe(Act act, List<Finding> findings, Layout layout) {
        List<Finding> own = findings.stream()
                .filter(finding -> finding.write().kind() == act.kind())
                .filter(finding -> !Kept.mayFail(scenes.get(finding.write().act()), finding.write()))
                .toList();
        Map<String, String> places = new LinkedHashMap<>();
        for (String watched : act.watched()) {
            Optional<String> column = layout.column(act.kind(), watched);
            if (column.isPresent()) {
                places.put(watched + " in " + act.kind().table() + "." + column.get(), right(watched, own));
            } else if (layout.filled(act.kind()).contains(watched)) {
                places.put("time in " + act.kind().table() + "." + watched, right(watched, own));
            } else {
                places.put(watched + " in quarantine", kept(watched, own));
            }
        }
        return places;
    }

    private static String right(String watched, List<Finding> findings) {
        long right = findings.stream()
                .filter(finding -> finding.right().contains(watched))
                .count();
        return right + " of " + findings.size();
    }

    private String kept(String field, List<Finding> findings) {
        int kept = 0;
        int due = 0;
        for (Finding finding : findings) {
            boolean isKept = !quarantined(finding.write()).isEmpty();
            kept += isKept ? 1 : 0;
            due += isKept || scenes.get(finding.write().act()).needsQuarantine(finding.write(), field) ? 1 : 0;
        }
        return kept + " of " + due + " since the drop";
    }
}
