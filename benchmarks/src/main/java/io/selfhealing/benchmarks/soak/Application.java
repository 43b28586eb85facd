package io.selfhealing.benchmarks.soak;

import io.selfhealing.benchmarks.launch.ClassPath;
import io.selfhealing.benchmarks.launch.Java;
import io.selfhealing.benchmarks.soak.app.SoakApplication;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The writing application, in a JVM of its own with 64 MB of heap. */
final class Application implements AutoCloseable {
    private final Process process;
    private final Places places;
    private final Writer orders;
    private final BufferedReader answers;
    private final Lasting lasting = new Lasting();
    private final long start = System.nanoTime();

    private Application(Process process, Places places) {
        this.process = process;
        this.places = places;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Application start(Options options, Places places, String url) throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.command(), "-Xmx64m", "-XX:+UseSerialGC"));
        if (!options.agent().equals("none")) {
            command.add(
                    "-javaagent:" + Path.of(options.agent()).toAbsolutePath().normalize());
            command.add("-Dselfhealing.home=" + places.home());
        }
        command.addAll(List.of(
                "-cp",
                ClassPath.ofApplication("com.zaxxer.hikari.HikariDataSource", "org.slf4j.Logger"),
                SoakApplication.class.getName(),
                url,
                places.directory().toString(),
                Integer.toString(options.threads()),
                Integer.toString(options.rate())));
        Process process = new ProcessBuilder(command)
                .redirectError(places.errors().toFile())
                .start();
        Application application = new Application(process, places);
        application.expect("ready");
        return application;
    }

    Sample sample(int connections) throws IOException {
        tell("gauge");
        String[] told = expect("gauge").split("\t", -1);
        String[] words = told[0].split(" ", -1);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<Long, String> threads = threads(Arrays.asList(told).subList(1, told.length));
        return new Sample(
                seconds,
                Double.parseDouble(words[1]) / 1024,
                Double.parseDouble(words[2]) / 1024,
                List.copyOf(threads.values()),
                lasting.count(seconds, threads),
                connections,
                Double.parseDouble(words[3]),
                count(Path.of("/proc", Long.toString(process.pid()), "fd")),
                count(places.home()),
                resident());
    }

    /** Lets the writes under way come to their end; returns with which SQLStates writes failed. */
    String stop() throws IOException {
        tell("stop");
        return expect("stopped").substring("stopped ".length());
    }

    private static Map<Long, String> threads(List<String> told) {
        Map<Long, String> threads = new TreeMap<>();
        for (String thread : told) {
            int space = thread.indexOf(' ');
            threads.put(Long.parseLong(thread.substring(0, space)), thread.substring(space + 1));
        }
        return threads;
    }

    private double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static double count(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private void tell(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    private String expect(String word) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(word)) {
            process.destroyForcibly();
            throw new IOException(
                    "the application answered " + line + " instead of " + word + "; see " + places.errors());
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
