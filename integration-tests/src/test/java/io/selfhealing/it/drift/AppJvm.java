package io.selfhealing.it.drift;

import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.Directories;
import io.selfhealing.it.server.Jars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JVM of the old application, with the packaged agent and a home of its own. */
final class AppJvm implements AutoCloseable {
    private final Path directory;
    private final Process process;
    private final int port;

    private AppJvm(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    static AppJvm start() throws IOException {
        Path directory = Files.createTempDirectory("self-healing-drift");
        Process process = new ProcessBuilder(command(directory.resolve("home")))
                .directory(directory.toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = said.readLine();
        if (port == null) {
            throw new IOException("the application did not start:\n" + Files.readString(directory.resolve("stderr")));
        }
        return new AppJvm(directory, process, Integer.parseInt(port));
    }

    private static List<String> command(Path home) {
        List<String> command =
                new ArrayList<>(List.of(Launch.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m"));
        if (!"none".equals(System.getProperty("it.agent"))) {
            command.add("-javaagent:" + Launch.agentJar());
        }
        command.addAll(List.of(
                "-Dselfhealing.home=" + home,
                "-Dselfhealing.schema.poll=" + Features.POLL_MILLIS + "ms",
                // What is learnt in one history would decide in another, which no seed would repeat.
                "-Dselfhealing.learned.enabled=off",
                "-Dselfhealing.log.level=warn"));
        Stream.of(System.getProperty("drift.options", "").split(" "))
                .filter(option -> !option.isBlank())
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath(), "app.drift.DriftMain"));
        return command;
    }

    private static String classPath() {
        return Stream.of(
                        "app.drift.DriftMain",
                        "org.jspecify.annotations.Nullable",
                        "org.postgresql.Driver",
                        "org.h2.Driver",
                        "org.mariadb.jdbc.Driver",
                        "com.mysql.cj.jdbc.Driver",
                        "org.slf4j.LoggerFactory")
                .map(name -> Jars.holding(name).toString())
                .distinct()
                .collect(Collectors.joining(":"));
    }

    AppLink link() throws IOException {
        return new AppLink(port, this::threads);
    }

    /** What its threads are doing. */
    private String threads() {
        try {
            Process dump = new ProcessBuilder(
                            Path.of(Launch.java()).resolveSibling("jstack").toString(), Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    Journal journal() {
        return new Journal(directory.resolve("home"));
    }

    String stderr() throws IOException {
        return Files.readString(directory.resolve("stderr"));
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Directories.delete(directory);
    }
}
