package io.selfhealing.demonstration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * What the command line asks for.
 *
 * @param traffic how long one of the two runs is under traffic, shared by the acts
 * @param rate writes per second
 * @param service the service's runnable jar
 * @param agent the agent's jar
 * @param keep leave logs, data and the agent's files on disk
 * @param baseline only the run without the agent
 */
record Options(Product database, Duration traffic, int rate, Path service, Path agent, boolean keep, boolean baseline) {
    static final String HELP = """
            Usage: Demonstration [options]

            Starts the shop service twice, each time on a fresh database: first without, then with the agent. Both times
            it writes over HTTP without a pause while the schema is changed from outside, then reads the tables and
            prints what became of every write. Exit code 0 if no write was lost with the agent, else 1; 2 for wrong
            options.

              --database h2|postgres  the database (h2); postgres is started from Maven Central's binaries
              --seconds N             seconds of traffic in each of the two runs, at least 5 (15)
              --rate N                writes per second, 3 to 500 (60)
              --agent PATH            the agent's jar (../agent/target/self-healing-agent.jar)
              --service PATH          the service's jar (target/demo-service-0.1.0-SNAPSHOT-boot.jar)
              --keep                  keep logs, databases and the agent's files, and say where they are
              --baseline              only the run without the agent
              --help                  this text
            """;

    /** Reads the arguments. Throws {@link DemonstrationException} with a sentence for the user. */
    static Options parse(List<String> arguments) {
        Product database = Product.H2;
        int seconds = 15;
        int rate = 60;
        Path service = Path.of("target/demo-service-0.1.0-SNAPSHOT-boot.jar");
        Path agent = Path.of("../agent/target/self-healing-agent.jar");
        boolean keep = false;
        boolean baseline = false;
        Queue<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--database" -> database = Product.named(value(option, rest));
                case "--seconds" -> seconds = number(option, value(option, rest), 5, 600);
                case "--rate" -> rate = number(option, value(option, rest), 3, 500);
                case "--agent" -> agent = Path.of(value(option, rest));
                case "--service" -> service = Path.of(value(option, rest));
                case "--keep" -> keep = true;
                case "--baseline" -> baseline = true;
                default -> throw new DemonstrationException("Unknown option " + option + "; --help lists them");
            }
        }
        return new Options(
                database,
                Duration.ofSeconds(seconds),
                rate,
                existing(service, "mvn -pl demo-service verify"),
                baseline ? agent : existing(agent, "mvn -pl agent -am verify"),
                keep,
                baseline);
    }

    private static String value(String option, Queue<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new DemonstrationException(option + " needs a value; --help lists the options");
        }
        return value;
    }

    private static int number(String option, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new DemonstrationException(option + " is " + text + "; it must be a number", e);
        }
        throw new DemonstrationException(option + " is " + text + "; it must be from " + least + " to " + most);
    }

    private static Path existing(Path jar, String command) {
        if (!Files.isRegularFile(jar)) {
            throw new DemonstrationException(
                    jar.toAbsolutePath().normalize() + " does not exist; build it first: " + command);
        }
        return jar.toAbsolutePath().normalize();
    }
}
