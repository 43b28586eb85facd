package io.selfhealing.demonstration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The counts of one act, or of a whole run.
 *
 * @param healed landed whole although the service's own SQL no longer fitted the table
 * @param leftOut values in quarantine
 * @param places where each watched value is: place → how many of how many
 */
record Tally(
        int tried,
        int landed,
        int failed,
        int lost,
        int misplaced,
        int duplicated,
        int healed,
        int leftOut,
        Map<String, String> places) {

    static Tally of(List<Finding> findings, Places places, Map<String, String> description) {
        return new Tally(
                findings.size(),
                count(findings, Finding::landed),
                count(findings, finding -> !finding.write().acknowledged()),
                count(findings, Finding::lost),
                count(findings, Finding::misplaced),
                count(findings, Finding::duplicated),
                places.healed(findings),
                places.leftOut(findings),
                new LinkedHashMap<>(description));
    }

    private static int count(List<Finding> findings, Predicate<Finding> condition) {
        return (int) findings.stream().filter(condition).count();
    }
}
