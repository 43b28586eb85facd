package io.selfhealing.it.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A bash that runs commands one after the other, as a reader would type them: directory, variables and jobs stay. */
final class Shell implements AutoCloseable {
    private static final String END = "-end-of-command-";
    private static final int PATIENCE_SECONDS = 180;
    private static final int END_SECONDS = 10;

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    Shell(Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param printed both streams, without the last line's end */
    record Answer(int code, String printed) {}

    /** Runs a command to its end; fails after three minutes. */
    Answer run(String command) throws IOException {
        in.write("{ " + command + "\n} </dev/null 2>&1\nprintf '\\n%s%d\\n' " + END + " $?\n");
        in.flush();
        CompletableFuture<Boolean> watchdog =
                new CompletableFuture<Boolean>().completeOnTimeout(true, PATIENCE_SECONDS, TimeUnit.SECONDS);
        var unused = watchdog.thenAccept(late -> {
            if (late) {
                process.destroyForcibly();
            }
        });
        StringBuilder printed = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(END)) {
                watchdog.complete(false);
                return new Answer(
                        Integer.parseInt(line.substring(END.length())),
                        printed.toString().strip());
            }
            printed.append(line.stripTrailing()).append('\n');
        }
        throw new IOException("does not end: " + command + "\n" + printed);
    }

    /** Ends what was started in the background, too. */
    @Override
    public void close() throws IOException {
        try {
            in.write("kill $(jobs -p) 2>/dev/null\nwait\nexit\n");
            in.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
