package io.selfhealing.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.server.DbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must be true after every test, whatever it was about. */
final class Invariants {
    /** Values of a setter: at least six characters, so that they do not occur by chance. */
    private static final Pattern BOUND = Pattern.compile("\\.set(?:String|Object)\\[\\d+, ([^\\]]{6,})\\] -> ");

    private static final long SESSIONS_END_MILLIS = 5_000;

    private Invariants() {}

    static void check(Bench bench, List<Application> applications)
            throws IOException, SQLException, InterruptedException {
        for (Application application : applications) {
            if (!application.broken()) {
                assertThat(application.swallowed())
                        .as("errors of the agent that the door swallowed")
                        .isLessThanOrEqualTo(0);
            }
            assertThat(application.stdout())
                    .as("standard output is the application's")
                    .isEmpty();
            assertThat(application.stderr())
                    .as("no stack trace on stderr")
                    .doesNotContainPattern("(?m)^\\s+at |^Caused by:|^Exception in thread");
        }
        if (applications.stream().noneMatch(Application::broken)) {
            assertThat(Event.read(bench.home().resolve("events.jsonl")))
                    .extracting(Event::kind)
                    .as("swallowed errors are a defect")
                    .doesNotContain("swallowed_error");
        }
        checkSecrets(bench, applications);
        checkModes(bench.home());
        awaitNoSession(bench);
    }

    private static void checkSecrets(Bench bench, List<Application> applications) throws IOException {
        Set<String> secrets = bench.transcripts()
                .map(BOUND::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        secrets.add(DbServer.PASSWORD);
        HomeFiles.of(bench.home()).texts().forEach((file, text) -> {
            if (HomeFiles.mayHoldValues(file)) {
                assertThat(text).as("the password in %s", file).doesNotContain(DbServer.PASSWORD);
            } else {
                assertThat(secrets).as("values in %s", file).noneMatch(text::contains);
            }
        });
        for (Application application : applications) {
            String said = application.stderr();
            assertThat(secrets).as("values on stderr").noneMatch(said::contains);
        }
    }

    private static void checkModes(Path home) throws IOException {
        for (String file : HomeFiles.of(home).texts().keySet()) {
            if (HomeFiles.mayHoldValues(file)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
                        .isEqualTo("rw-------");
            }
        }
    }

    private static void awaitNoSession(Bench bench) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + SESSIONS_END_MILLIS * 1_000_000;
        while (bench.server().sessions(bench.database()) > 0 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(bench.server().sessions(bench.database()))
                .as("sessions that outlive the application")
                .isZero();
    }
}
