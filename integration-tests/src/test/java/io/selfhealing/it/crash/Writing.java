package io.selfhealing.it.crash;

import app.KilledWriter;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Jars;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One life of the writing application, with the agent and its table opted in. */
final class Writing {
    private static final int THREADS = 4;
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Set<String> acknowledged;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread reader;

    private Writing(Process process, Set<String> acknowledged) {
        this.process = process;
        this.acknowledged = acknowledged;
        this.reader = new Thread(this::read, "acknowledged");
    }

    /** @param acknowledged gets a line for each row that the application was told is written */
    static Writing start(Path home, String url, int run, Set<String> acknowledged) throws IOException {
        return start(home, url, run, acknowledged, List.of(), List.of());
    }

    /** The same whose writes are all single, and carry their proof. */
    static Writing startSingle(Path home, String url, int run, Set<String> acknowledged) throws IOException {
        return start(home, url, run, acknowledged, List.of("-Dselfhealing.spool.exactly-once=true"), List.of("single"));
    }

    private static Writing start(
            Path home, String url, int run, Set<String> acknowledged, List<String> options, List<String> further)
            throws IOException {
        String classPath = String.join(
                File.pathSeparator,
                Jars.holding(KilledWriter.class.getName()).toString(),
                Jars.holding("org.postgresql.Driver").toString());
        List<String> command = new ArrayList<>(List.of(
                Launch.java(),
                "-javaagent:" + Launch.agentJar(),
                "-Dselfhealing.home=" + home,
                "-Dselfhealing.spool.tables=deeds",
                "-Dselfhealing.tables=create",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath,
                KilledWriter.class.getName(),
                url,
                DbServer.USER,
                DbServer.PASSWORD,
                Integer.toString(THREADS),
                Integer.toString(run)));
        command.addAll(further);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling("stderr.txt").toFile()))
                .start();
        Writing writing = new Writing(process, acknowledged);
        writing.reader.start();
        return writing;
    }

    /** All that came out before the end of the process is acknowledged: its threads may be killed behind any line. */
    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line) {
                    case "ready" -> ready.countDown();
                    case "stopped" -> stopped.countDown();
                    default -> told(line);
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    private void told(String line) {
        if (line.startsWith("!")) {
            failures.add(line);
        } else {
            acknowledged.add(line);
        }
    }

    /** What single writes threw. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    void awaitReady() throws InterruptedException {
        if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the application did not start");
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /** No more is written; the application, and the agent in it, live on. */
    void stopWriting() throws IOException, InterruptedException {
        process.getOutputStream().write('s');
        process.getOutputStream().flush();
        if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the application does not stop writing");
        }
    }

    /** Lets it come to its end. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the application does not end");
        }
        reader.join();
    }
}
