package io.selfhealing.demonstration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each of the two runs claims, checked write by write. A broken claim is a sentence. */
final class Claims {
    private static final int EXAMPLES = 5;

    private final Set<String> broken = new LinkedHashSet<>();

    /** Without the agent the changes do break the service; whatever it acknowledged is there all the same. */
    static List<String> ofTheServiceAlone(List<Scene> scenes, List<Finding> findings, List<String> strays) {
        Claims claims = new Claims();
        for (Scene scene : scenes) {
            long failures = findings.stream()
                    .map(Finding::write)
                    .filter(write -> write.act() == scene.index()
                            && write.kind() == scene.act().kind())
                    .filter(write -> write.moment() == scene.act().disturbance().breaks() && !write.acknowledged())
                    .count();
            if (scene.act().breaks() && failures == 0) {
                claims.broken.add("no write failed after \"" + scene.act().title() + "\": this act proves nothing");
            }
        }
        claims.nothingIsWrong(scenes, findings, strays);
        return List.copyOf(claims.broken);
    }

    /** With the agent every write lands, once, in its place; what has no place is in quarantine with its row's key. */
    static List<String> ofTheAgent(
            List<Scene> scenes,
            List<Finding> findings,
            List<String> strays,
            Places places,
            Map<String, Integer> events) {
        Claims claims = new Claims();
        List<Write> failures = findings.stream()
                .map(Finding::write)
                .filter(write -> !write.acknowledged() && !Kept.mayFail(scenes.get(write.act()), write))
                .toList();
        List<String> failed = (Kept.isNearlyAll(scenes, failures) ? List.<Write>of() : failures)
                .stream()
                        .map(write -> write.marker() + " (" + write.kind().table() + ", act " + (write.act() + 1) + ", "
                                + write.moment() + ": " + write.answer() + ")")
                        .toList();
        claims.none("failed", failed);
        claims.nothingIsWrong(scenes, findings, strays);
        findings.forEach(finding -> claims.quarantineIsRight(scenes, finding, places));
        claims.eventsTell(scenes, findings, events);
        return List.copyOf(claims.broken);
    }

    private void nothingIsWrong(List<Scene> scenes, List<Finding> findings, List<String> strays) {
        none(
                "acknowledged and lost",
                markers(findings.stream().filter(Finding::lost).toList()));
        none(
                "stored twice",
                markers(findings.stream().filter(Finding::duplicated).toList()));
        none(
                "stored although it was said to have failed",
                markers(findings.stream()
                        .filter(finding -> finding.denied()
                                && !Kept.mayBeInDoubt(scenes.get(finding.write().act()), finding.write()))
                        .toList()));
        none(
                "misplaced",
                findings.stream().flatMap(finding -> finding.wrong().stream()).toList());
        none("astray", strays);
    }

    private void quarantineIsRight(List<Scene> scenes, Finding finding, Places places) {
        Write write = finding.write();
        List<Quarantined> kept = places.quarantined(write);
        Set<String> columns = new LinkedHashSet<>();
        boolean inDoubt = !write.acknowledged() && Kept.mayBeInDoubt(scenes.get(write.act()), write);
        for (Quarantined value : kept) {
            columns.add(value.column());
            if (!inDoubt) {
                check(write, value, finding);
            }
        }
        if (columns.size() != kept.size()) {
            broken.add("quarantine holds a value of " + write.marker() + " twice");
        }
        Scene scene = scenes.get(write.act());
        for (String field : write.kind().fields()) {
            boolean due = write.acknowledged() && scene.needsQuarantine(write, field);
            if (due && !columns.contains(write.kind().originalColumn(field))) {
                broken.add("the " + field + " of " + write.marker() + " is neither in its table nor in quarantine");
            }
        }
    }

    private void check(Write write, Quarantined value, Finding finding) {
        Object posted = write.kind().body(write.marker(), write.number()).get(value.column());
        if (posted == null || !posted.toString().equals(value.value())) {
            broken.add("quarantine holds another " + value.column() + " than the one of " + write.marker());
        }
        String key = value.key().get("id");
        boolean keyed = key != null
                && finding.rows().stream()
                        .allMatch(row -> key.equals(row.values().get("id")));
        if (!value.landed() || !keyed) {
            broken.add("the " + value.column() + " of " + write.marker() + " is in quarantine without its row's key");
        }
    }

    private void eventsTell(List<Scene> scenes, List<Finding> findings, Map<String, Integer> events) {
        long due = findings.stream()
                .filter(Finding::landed)
                .filter(finding -> scenes.get(finding.write().act()).needsHealing(finding.write()))
                .count();
        int told = events.getOrDefault("healed", 0) + events.getOrDefault("left_out", 0);
        if (told < due) {
            broken.add(
                    "the event log tells of " + told + " heals, yet " + due + " writes cannot have landed without one");
        }
        int swallowed = events.getOrDefault("swallowed_error", 0);
        if (swallowed > 0) {
            broken.add("the agent swallowed " + swallowed + " errors of its own");
        }
    }

    private void none(String what, List<String> cases) {
        if (!cases.isEmpty()) {
            List<String> examples = new ArrayList<>(cases.subList(0, Math.min(EXAMPLES, cases.size())));
            if (cases.size() > EXAMPLES) {
                examples.add("…");
            }
            broken.add(cases.size() + " " + what + ": " + String.join(", ", examples));
        }
    }

    private static List<String> markers(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.write().kind().table() + " " + finding.write().marker())
                .toList();
    }
}
