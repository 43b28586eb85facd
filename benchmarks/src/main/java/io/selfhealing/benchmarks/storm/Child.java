package io.selfhealing.benchmarks.storm;

import io.selfhealing.benchmarks.app.MeasuredApplication;
import io.selfhealing.benchmarks.launch.ClassPath;
import io.selfhealing.benchmarks.launch.Java;
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
import java.util.List;

/** The measured application, in a JVM of its own with 64 MB of heap. */
final class Child implements AutoCloseable {
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private Child(Process process) {
        this.process = process;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param flags of the JVM, the agent's among them */
    static Child start(String url, List<String> flags, Path errors) throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.command(), "-Xmx64m", "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-cp", ClassPath.ofApplication(), MeasuredApplication.class.getName(), url, "drift"));
        Child child = new Child(
                new ProcessBuilder(command).redirectError(errors.toFile()).start());
        child.answer("ready");
        return child;
    }

    /** Healed writes by so many threads, for so long. */
    Slice run(int threads, long millis) throws IOException {
        orders.write("run HEALED " + threads + " " + millis + "\n");
        orders.flush();
        String[] words = answer("done").split(" ", -1);
        long operations = Long.parseLong(words[1]);
        double seconds = Long.parseLong(words[2]) / 1e9;
        return new Slice(operations, operations / seconds, Long.parseLong(words[3]) / 1e3 / operations);
    }

    private String answer(String word) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(word)) {
            throw new IOException("answered " + line + " instead of " + word);
        }
        return line;
    }

    /** The process' own memory now, in MB. */
    double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Ends it as an application ends: what waits is written. */
    @Override
    public void close() throws IOException {
        orders.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What one run came to.
     *
     * @param rate writes a second, all threads together
     * @param micros of processor time of the writing threads, for each write
     */
    record Slice(long operations, double rate, double micros) {}
}
