package io.selfhealing.demonstration;

import io.selfhealing.demonstration.Write.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What became of writes while the database was away. */
final class Kept {
    /**
     * Connections of the service's pool: each was perhaps writing when the database went, and is perhaps used once more
     * when it is back.
     */
    private static final int MAY_FAIL = 16;

    private Kept() {}

    static Map<String, String> describe(Scene scene, List<Finding> findings) {
        String table = scene.act().kind().table();
        Map<String, String> places = new LinkedHashMap<>();
        List<Finding> kept =
                away(scene, findings, write -> isKept(scene, write)).toList();
        List<Finding> acknowledged =
                kept.stream().filter(finding -> finding.write().acknowledged()).toList();
        places.put(table + " acknowledged while it was away", acknowledged.size() + " of " + kept.size());
        places.put("of them in the table, once", count(acknowledged, Finding::landed) + " of " + acknowledged.size());
        List<Finding> others =
                away(scene, findings, write -> !isKept(scene, write)).toList();
        places.put(
                "others: their keys come from the database",
                count(others, finding -> finding.write().acknowledged()) + " of " + others.size());
        return places;
    }

    /** Whether nobody promised that this write would be acknowledged. */
    static boolean mayFail(Scene scene, Write write) {
        return isOutage(scene) && !isKept(scene, write) && write.moment() != Moment.BEFORE;
    }

    /** Whether it was perhaps under way when the database was killed, so that its outcome is not known. */
    static boolean mayBeInDoubt(Scene scene, Write write) {
        return isOutage(scene) && write.moment() == Moment.DURING;
    }

    /** Whether no more of the kept writes failed than there were connections for it. */
    static boolean isNearlyAll(List<Scene> scenes, List<Write> failed) {
        return failed.size() <= MAY_FAIL
                && failed.stream()
                        .allMatch(write -> isOutage(scenes.get(write.act())) && write.moment() != Moment.BEFORE);
    }

    private static boolean isOutage(Scene scene) {
        return scene.act().disturbance() instanceof Outage;
    }

    private static boolean isKept(Scene scene, Write write) {
        return write.kind() == scene.act().kind();
    }

    private static Stream<Finding> away(Scene scene, List<Finding> findings, Predicate<Write> which) {
        return findings.stream()
                .filter(finding -> finding.write().act() == scene.index()
                        && finding.write().moment() == Moment.DURING
                        && which.test(finding.write()));
    }

    private static long count(List<Finding> findings, Predicate<Finding> condition) {
        return findings.stream().filter(condition).count();
    }
}
