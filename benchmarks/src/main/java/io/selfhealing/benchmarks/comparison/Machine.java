package io.selfhealing.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Says where and how long was measured. */
final class Machine {
    private Machine() {}

    static String described(Options options, Duration took) {
        return String.format(
                Locale.ROOT,
                "%s%s; %d rounds of fresh JVMs, %d slices of %d ms each; %s, %d processors, Java %s, Linux %s; took %d min %d s.%n%n",
                options.clock().title(),
                options.pinning().isEmpty()
                        ? ""
                        : ", each JVM kept on processor " + options.pinning().get(2),
                options.rounds(),
                options.slices(),
                options.millis(),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                System.getProperty("os.version"),
                took.toMinutes(),
                took.toSecondsPart());
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
