package io.selfhealing.it.drift;

import app.drift.Outcome;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds what happened against every right way for it to happen. */
final class Judge {
    private final Run run;
    private final List<Write> writes;
    private final List<Course> courses;
    private final Dump before;

    Judge(Run run, List<Write> writes, List<Course> courses, Dump before) {
        this.run = run;
        this.writes = writes;
        this.courses = courses;
        this.before = before;
    }

    Ruling ruling(List<Outcome> told, Dump after) throws IOException {
        String wrong = "";
        for (Course course : courses) {
            if (same(course.outcomes(), told) && same(course, after)) {
                String names = foreignNames(told);
                if (!names.isEmpty()) {
                    return new Ruling(Verdict.ERROR_NAMES, "the error names " + names);
                }
                List<LeftOut> lost = lost(course);
                if (lost.isEmpty() && course.worst() == Ideal.Kind.UNKNOWN && course.ok()) {
                    return new Ruling(Verdict.UNKNOWN_COLUMN, explained(told, after));
                }
                if (lost.isEmpty()) {
                    return new Ruling(right(course), "", course);
                }
                wrong = "nowhere, and not in quarantine: " + lost;
            }
        }
        if (!wrong.isEmpty()) {
            return new Ruling(Verdict.LOST, wrong);
        }
        return new Ruling(kind(told, after), explained(told, after));
    }

    private static Verdict right(Course course) {
        if (!course.ok()) {
            return Verdict.REFUSED;
        }
        if (!course.leftOut().isEmpty()) {
            return course.worst() == Ideal.Kind.KEPT ? Verdict.KEPT : Verdict.LEFT_OUT;
        }
        return course.healed() > 0 ? Verdict.HEALED : Verdict.PLAIN;
    }

    private List<LeftOut> lost(Course course) throws IOException {
        List<LeftOut> lost = new java.util.ArrayList<>();
        for (LeftOut value : course.leftOut()) {
            if (!run.journal().keeps(value)) {
                lost.add(value);
            }
        }
        return lost;
    }

    private boolean same(Course course, Dump after) {
        Set<String> free = new HashSet<>(course.free());
        free.addAll(run.generatedColumns());
        return course.after().without(free, before).equals(after.without(free, before));
    }

    private boolean same(List<Outcome> expected, List<Outcome> told) {
        if (expected.size() != told.size()) {
            return false;
        }
        for (int i = 0; i < told.size(); i++) {
            if (!same(writes.get(i), expected.get(i), told.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean same(Write write, Outcome expected, Outcome told) {
        if (!expected.ok() || !told.ok()) {
            return String.valueOf(expected.state()).equals(String.valueOf(told.state()));
        }
        return counts(expected.counts(), told.counts()) && rows(write, expected, told);
    }

    private static boolean counts(List<Long> expected, List<Long> told) {
        if (expected.size() != told.size()) {
            return false;
        }
        for (int i = 0; i < told.size(); i++) {
            boolean unknown = expected.get(i) == -2 || told.get(i) == -2;
            if (!unknown && !expected.get(i).equals(told.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean rows(Write write, Outcome expected, Outcome told) {
        OldTable old = run.world.old(write.table());
        boolean numbered = old != null && old.generatedKey() && write.verb() == Write.Verb.INSERT;
        return numbered
                ? expected.rows().size() == told.rows().size()
                : expected.rows().equals(told.rows());
    }

    /** Names that are in an error, and neither in what the application wrote nor in the error of plain JDBC. */
    private String foreignNames(List<Outcome> told) {
        Outcome last = told.get(told.size() - 1);
        if (last.ok()) {
            return "";
        }
        String known = String.join(" ", run.written(writes.get(told.size() - 1)).texts()) + " "
                + courses.stream()
                        .filter(course -> !course.ok())
                        .map(course -> course.outcomes()
                                .get(course.outcomes().size() - 1)
                                .message())
                        .toList();
        Set<String> foreign = new HashSet<>();
        for (String name : run.world.names) {
            if (word(name, last.message()) && !word(name, known)) {
                foreign.add(name);
            }
        }
        return foreign.isEmpty() ? "" : foreign + ": " + last.message();
    }

    private static boolean word(String name, String text) {
        return Pattern.compile("(?i)(?<![a-z0-9_])" + name + "(?![a-z0-9_])")
                .matcher(text)
                .find();
    }

    private Verdict kind(List<Outcome> told, Dump after) {
        boolean acknowledged =
                told.size() == writes.size() && told.get(told.size() - 1).ok();
        if (!acknowledged) {
            if (courses.stream().noneMatch(course -> same(course, after)) && !after.equals(before)) {
                return Verdict.ERROR_LANDED;
            }
            return courses.stream().allMatch(Course::ok) ? Verdict.BROKEN : Verdict.OTHER_ERROR;
        }
        if (courses.stream().anyMatch(course -> course.ok() && same(course, after))) {
            return courses.stream().filter(course -> same(course, after)).anyMatch(c -> sameCounts(c, told))
                    ? Verdict.RESULT
                    : Verdict.COUNT;
        }
        if (size(after) > courses.stream().mapToInt(c -> size(c.after())).max().orElse(0)) {
            return Verdict.COUNT;
        }
        if (otherRows(after)) {
            return Verdict.OTHER_ROWS;
        }
        if (!after.equals(before)) {
            return Verdict.MISPLACED;
        }
        return told.stream().allMatch(one -> one.counts().stream().allMatch(count -> count == 0))
                ? Verdict.ACKNOWLEDGED
                : Verdict.LOST;
    }

    private static boolean sameCounts(Course course, List<Outcome> told) {
        for (int i = 0; i < Math.min(course.outcomes().size(), told.size()); i++) {
            if (!counts(course.outcomes().get(i).counts(), told.get(i).counts())) {
                return false;
            }
        }
        return true;
    }

    private static int size(Dump dump) {
        return dump.tables().values().stream().mapToInt(List::size).sum();
    }

    /** Whether a row that is as it was on every right way is not. */
    private boolean otherRows(Dump after) {
        for (Map.Entry<String, List<Map<String, String>>> table :
                before.tables().entrySet()) {
            for (Map<String, String> row : table.getValue()) {
                boolean stays = courses.stream()
                        .allMatch(c -> c.after().of(table.getKey()).contains(row));
                if (stays && !after.of(table.getKey()).contains(row)) {
                    return true;
                }
            }
        }
        return false;
    }

    private String explained(List<Outcome> told, Dump after) {
        StringBuilder text =
                new StringBuilder("told: " + told + "\nchanged:\n" + before.against(after) + "right would be:\n");
        for (Course course : courses) {
            text.append(course.healed() > 0 ? " healed: " : " plain: ")
                    .append(course.outcomes())
                    .append('\n')
                    .append(before.against(course.after()));
        }
        return text.toString();
    }
}
