package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.app.MeasuredApplication;
import io.selfhealing.benchmarks.app.Operation;
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
import java.util.ArrayList;
import java.util.List;

/** A running application, which works only while it is asked to. */
final class Child implements AutoCloseable {
    /**
     * The same for all: heap and collector must not differ, nor may the collector's threads take a core. The compiler is waited
     * for ({@code -Xbatch}), so that being warm is a matter of repetitions and not of who else uses the machine.
     */
    private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-Xbatch");

    private final Variant variant;
    private final Clock clock;
    private final Home home;
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private Child(Variant variant, Clock clock, Home home, Process process) {
        this.variant = variant;
        this.clock = clock;
        this.home = home;
        this.process = process;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child start(Variant variant, Options options, String url) throws IOException {
        Home home = new Home(options.report(), variant);
        List<String> command = new ArrayList<>(options.pinning());
        command.add(Java.command());
        command.addAll(FLAGS);
        command.addAll(variant.flags(options, home.directory()));
        command.addAll(List.of("-cp", ClassPath.ofApplication(), MeasuredApplication.class.getName(), url));
        command.add(variant == Variant.AGENT ? "drift" : "steady");
        Process process = new ProcessBuilder(command)
                .redirectError(home.errors().toFile())
                .start();
        Child child = new Child(variant, options.clock(), home, process);
        child.expect("ready");
        return child;
    }

    Variant variant() {
        return variant;
    }

    Sample run(Operation operation, int threads, long millis) throws IOException {
        orders.write("run " + operation + " " + threads + " " + millis + "\n");
        orders.flush();
        String[] done = expect("done").split(" ", -1);
        double operations = Double.parseDouble(done[1]);
        double nanos = Double.parseDouble(done[clock == Clock.WALL ? 2 : 3]);
        return new Sample(nanos / operations, Double.parseDouble(done[4]) / operations);
    }

    private String expect(String word) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(word)) {
            process.destroyForcibly();
            throw new IOException(variant.title() + " answered " + line + " instead of " + word + ":\n"
                    + Files.readString(home.errors()));
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        home.close();
    }
}
