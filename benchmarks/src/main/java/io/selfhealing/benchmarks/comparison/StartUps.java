package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.app.HelloInsert;
import io.selfhealing.benchmarks.launch.ClassPath;
import io.selfhealing.benchmarks.launch.Java;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The smallest application, started again and again with the JVM's own choice of heap and collector. */
final class StartUps {
    private final Map<Variant, List<Start>> starts = new EnumMap<>(Variant.class);

    /**
     * What one process took.
     *
     * @param cpuMillis of all cores, up to the end of the first insert
     * @param residentKib at most, up to then
     * @param firstHealMicros how long the first healed write took; 0 without the agent
     */
    record Start(long cpuMillis, long residentKib, long firstHealMicros) {}

    static StartUps measure(Options options) throws IOException, InterruptedException {
        StartUps startUps = new StartUps();
        for (int round = 0; round < options.startUps(); round++) {
            for (Variant variant : options.variants()) {
                startUps.starts.computeIfAbsent(variant, v -> new ArrayList<>()).add(start(variant, options));
            }
        }
        return startUps;
    }

    /** In order; null where that variant was not measured. */
    @Nullable
    List<Start> of(Variant variant) {
        return starts.get(variant);
    }

    private static Start start(Variant variant, Options options) throws IOException, InterruptedException {
        try (Home home = new Home(options.report(), variant)) {
            List<String> command = new ArrayList<>(List.of(Java.command()));
            command.addAll(variant.flags(options, home.directory()));
            command.addAll(List.of("-cp", ClassPath.ofApplication(), HelloInsert.class.getName()));
            if (variant == Variant.AGENT) {
                command.add("heal");
            }
            Process process = new ProcessBuilder(command)
                    .redirectError(home.errors().toFile())
                    .start();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            process.waitFor();
            return new Start(value(lines, "cpu_ms"), value(lines, "resident_kib"), heal(variant, lines));
        }
    }

    private static long heal(Variant variant, List<String> lines) {
        return variant == Variant.AGENT ? value(lines, "first_heal_us") : 0;
    }

    private static long value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not in " + lines));
    }
}
