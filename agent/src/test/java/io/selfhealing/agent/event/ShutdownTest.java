package io.selfhealing.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Mode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShutdownTest {
    @TempDir
    Path home;

    @Test
    void eventsOfTheLastMomentAreWritten() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShortLived.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(new File(home.toFile(), "output")).hasContent("");
        assertThat(Files.readAllLines(home.resolve("events.jsonl"))).hasSize(500);
    }

    /** Records events and ends. */
    static final class ShortLived {
        private ShortLived() {}

        public static void main(String[] arguments) {
            EventLog log = EventLog.start(
                    Path.of(arguments[0]),
                    () -> Mode.HEAL,
                    1 << 22,
                    InstantSource.system(),
                    new Console(System.err, LogLevel.ERROR),
                    run -> {
                        Thread thread = new Thread(run);
                        thread.setDaemon(true);
                        return thread;
                    },
                    true);
            for (int i = 0; i < 500; i++) {
                log.record(Events.healed("table" + i));
            }
        }
    }
}
