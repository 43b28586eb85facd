package io.selfhealing.demonstration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a JVM of its own. Its port is read from its log, as an operator would. */
final class ServiceProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started ShopApplication in");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the service; {@link #awaitAddress} says when it answers.
     *
     * @param jvmOptions come before {@code -jar}; this is all that differs between the two runs
     */
    static ServiceProcess start(Path jar, List<String> jvmOptions, ShopDatabase database, Path directory)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dh2.bindAddress=127.0.0.1");
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString(), "--server.address=127.0.0.1", "--server.port=0"));
        command.addAll(database.serviceArguments());
        Path log = directory.resolve("service.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ServiceProcess(process, log);
    }

    /** Waits until the service has started; throws with the end of its log where it does not. */
    URI awaitAddress() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            String text = Files.readString(log);
            Matcher port = PORT.matcher(text);
            if (port.find() && STARTED.matcher(text).find()) {
                return URI.create("http://127.0.0.1:" + port.group(1));
            }
            Thread.sleep(100);
        }
        String state = process.isAlive() ? "is not up after " + PATIENCE.toSeconds() + " s" : "ended while starting";
        throw new DemonstrationException("The service " + state + ". The end of its log:\n" + endOfLog());
    }

    /** Throws with the end of the log if the service is no longer there. */
    void mustBeAlive() throws IOException {
        if (!process.isAlive()) {
            throw new DemonstrationException("The service ended by itself. The end of its log:\n" + endOfLog());
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
