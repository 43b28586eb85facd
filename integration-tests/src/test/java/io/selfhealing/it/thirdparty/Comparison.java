package io.selfhealing.it.thirdparty;

import io.selfhealing.it.thirdparty.Reports.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the two runs of the profile {@code third-party}, and ends with an error unless the same came of every test and the
 * agent swallowed no error. Argument: the directory with {@code without}, {@code with}, {@code home} and {@code swallowed}.
 */
final class Comparison {
    /** The name of a suite, and the package that its tests are in. */
    private static final Map<String, String> SUITES = Map.of(
            "Commons DBCP", "org.apache.commons.dbcp2",
            "Commons DbUtils", "org.apache.commons.dbutils",
            "Empire-db", "org.apache.empire");

    /** Tests that were seen to fail now and then without the agent too, and why. */
    private static final Map<String, String> UNSTEADY = Map.of();

    private final Reports without;
    private final Reports with;

    private Comparison(Reports without, Reports with) {
        this.without = without;
        this.with = with;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Comparison comparison =
                new Comparison(Reports.of(directory.resolve("without")), Reports.of(directory.resolve("with")));
        comparison.printCounts();
        List<String> complaints = comparison.differences();
        String swallowed = swallowed(directory);
        System.out.println("errors that the agent swallowed: " + swallowed);
        complaints.forEach(System.out::println);
        if (!complaints.isEmpty() || !swallowed.equals("0")) {
            System.exit(1);
        }
    }

    private void printCounts() {
        System.out.printf("%-16s %-14s %8s %8s %8s%n", "tests", "", "passed", "failed", "skipped");
        SUITES.forEach((suite, packageName) -> {
            print(suite, "without agent", packageName, without);
            print(suite, "with agent", packageName, with);
        });
        for (String test : without.outcomes().keySet()) {
            if (outcomes(without, test).contains(Outcome.FAILED)) {
                System.out.println("fails without the agent: " + test);
            }
        }
    }

    private static void print(String suite, String run, String packageName, Reports reports) {
        System.out.printf(
                "%-16s %-14s %8d %8d %8d%n",
                suite,
                run,
                reports.count(packageName, Outcome.PASSED),
                reports.count(packageName, Outcome.FAILED),
                reports.count(packageName, Outcome.SKIPPED));
    }

    /** One line for each test of which not the same came; a suite of which nothing ran is one too. */
    private List<String> differences() {
        Set<String> tests = new TreeSet<>(without.outcomes().keySet());
        tests.addAll(with.outcomes().keySet());
        List<String> differences = tests.stream()
                .filter(test -> !UNSTEADY.containsKey(test))
                .filter(test -> !outcomes(without, test).equals(outcomes(with, test)))
                .map(test ->
                        test + ": without the agent " + outcomes(without, test) + ", with it " + outcomes(with, test))
                .collect(Collectors.toList());
        SUITES.forEach((suite, packageName) -> {
            if (without.count(packageName, Outcome.PASSED) == 0) {
                differences.add(suite + ": no test passed without the agent");
            }
        });
        return differences;
    }

    private static List<Outcome> outcomes(Reports reports, String test) {
        return reports.outcomes().getOrDefault(test, List.of());
    }

    /** The count at the door and what the event log has of it; a door that was never asked is no zero. */
    private static String swallowed(Path directory) throws IOException {
        Path count = directory.resolve("swallowed");
        Path events = directory.resolve("home").resolve("events.jsonl");
        if (Files.exists(events) && Files.readString(events).contains("\"swallowed_error\"")) {
            return "see " + events;
        }
        if (Files.exists(count)) {
            String read = Files.readString(count);
            Files.delete(count); // so that the next run is not judged by it
            return read;
        }
        return "unknown: there is no " + count;
    }
}
