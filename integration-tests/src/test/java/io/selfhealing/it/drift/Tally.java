package io.selfhealing.it.drift;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came of many histories. */
final class Tally {
    private static final int MOST_SEEDS = 8;

    private final Map<Verdict, Integer> units = new EnumMap<>(Verdict.class);
    private final Map<String, Integer> features = new TreeMap<>();
    private final Map<String, Integer> impossible = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<Long>> unhealed = new TreeMap<>();
    private int histories;
    private int wrong;
    private int healable;
    private int healed;
    private int healableHistories;
    private int healedHistories;
    private int healableWithRows;
    private int healedWithRows;

    synchronized void count(Result result) {
        histories++;
        result.history().steps().forEach(step -> features.merge(step.toString(), 1, Integer::sum));
        int could = 0;
        int did = 0;
        for (Result.Judged judged : result.judged()) {
            units.merge(judged.ruling().verdict(), 1, Integer::sum);
            if (judged.healable()) {
                could++;
                did += judged.ruling().verdict() == Verdict.HEALED ? 1 : 0;
            }
            if (judged.unhealed()) {
                unhealed.computeIfAbsent(judged.ruling().verdict() + ": " + judged.reason(), kind -> new ArrayList<>())
                        .add(result.history().seed());
            }
        }
        healable += could;
        healed += did;
        healableHistories += could > 0 ? 1 : 0;
        healedHistories += could > 0 && did == could ? 1 : 0;
        boolean rows = result.history().setup().rows() > 0;
        healableWithRows += rows && could > 0 ? 1 : 0;
        healedWithRows += rows && could > 0 && did == could ? 1 : 0;
        if (!result.right()) {
            wrong++;
        }
        String why = result.impossible();
        if (why != null) {
            impossible.merge(why.replaceAll("it_\\d+b?\\.", "").replaceAll("\\d+", "#"), 1, Integer::sum);
        }
    }

    /** The finding that a wrong history is another case of. */
    synchronized boolean explained(Result result) {
        for (Finding finding : findings) {
            if (finding.explains(result)) {
                finding.more();
                return true;
            }
        }
        return false;
    }

    synchronized boolean add(Finding finding) {
        for (Finding known : findings) {
            if (known.same(finding)) {
                known.more();
                return false;
            }
        }
        findings.add(finding);
        return true;
    }

    synchronized int histories() {
        return histories;
    }

    /** Writes that were healed though plain JDBC fails. */
    synchronized int healed() {
        return healed;
    }

    synchronized int wrong() {
        return wrong;
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The figures, for people. */
    synchronized String figures() {
        return "histories " + histories + ", wrong " + wrong + ", kinds of wrong " + findings.size() + "\n"
                + "writes by outcome " + units + "\n"
                + "writes with a right answer though plain JDBC fails: " + healable + ", healed " + healed
                + share(healed, healable) + "\n"
                + "histories with such: " + healableHistories + ", healed throughout " + healedHistories
                + share(healedHistories, healableHistories) + "; with rows in the table from the beginning "
                + healableWithRows + ", " + healedWithRows + share(healedWithRows, healableWithRows) + "\n"
                + "not healed, by what the agent said, with the seeds\n" + kinds()
                + "steps " + features + "\n"
                + "not played to the end " + impossible + "\n";
    }

    private String kinds() {
        StringBuilder text = new StringBuilder();
        unhealed.forEach((kind, seeds) -> text.append("  ")
                .append(seeds.size())
                .append(" × ")
                .append(kind)
                .append(' ')
                .append(seeds.stream().limit(MOST_SEEDS).toList())
                .append('\n'));
        return text.toString();
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "" : " (" + Math.round(1000.0 * part / whole) / 10.0 + " %)";
    }
}
