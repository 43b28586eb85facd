package io.selfhealing.it.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What it costs to start with the agent, and to heal, with and without side by side. Argument: the agent's jar. */
final class StartupCost {
    private static final int ROUNDS = 5;

    private StartupCost() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path jar = Path.of(arguments[0]).toAbsolutePath().normalize();
        System.out.printf("jar: %.1f MiB%n", Files.size(jar) / 1048576.0);
        List<long[]> plain = new ArrayList<>();
        List<long[]> agent = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(start(null));
            agent.add(start(jar));
        }
        System.out.printf("%-28s %20s %20s%n", "hello + one insert", "plain", "with the agent");
        row("CPU, ms", plain, agent, 0, 1);
        row("resident at most, MiB", plain, agent, 1, 1024);
        heals(jar);
    }

    private static void row(String what, List<long[]> plain, List<long[]> agent, int column, long unit) {
        System.out.printf("%-28s %20s %20s%n", what, spread(plain, column, unit), spread(agent, column, unit));
    }

    /** Median, and in brackets the least and the most. */
    private static String spread(List<long[]> runs, int column, long unit) {
        long[] values =
                runs.stream().mapToLong(run -> run[column] / unit).sorted().toArray();
        return values[values.length / 2] + " (" + values[0] + ".." + values[values.length - 1] + ")";
    }

    private static long[] start(@Nullable Path jar) throws IOException, InterruptedException {
        List<String> lines = run(jar);
        return new long[] {value(lines, "cpu_ms"), value(lines, "resident_kib")};
    }

    private static void heals(Path jar) throws IOException, InterruptedException {
        long[] first = new long[ROUNDS];
        double[] ratio = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = run(jar, "heal");
            first[round] = value(lines, "first_heal_us") / 1_000;
            ratio[round] = (double) value(lines, "healed_ns") / value(lines, "right_ns");
        }
        Arrays.sort(first);
        Arrays.sort(ratio);
        System.out.printf("first heal in a JVM: %d ms (%d..%d)%n", first[ROUNDS / 2], first[0], first[ROUNDS - 1]);
        System.out.printf(
                "later: a healed insert takes %.2f times (%.2f..%.2f) the same insert written right%n",
                ratio[ROUNDS / 2], ratio[0], ratio[ROUNDS - 1]);
    }

    private static long value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not in " + lines));
    }

    private static List<String> run(@Nullable Path jar, String... arguments) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("self-healing-measure");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (jar != null) {
            command.add("-javaagent:" + jar);
            command.add("-Dselfhealing.home=" + home);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "app.HelloInsert"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        delete(home);
        return lines;
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
