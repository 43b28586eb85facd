package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real file system without room. */
@Timeout(60)
class FullDiskTest {
    @TempDir
    Path place;

    private Path home = Path.of("");
    private String why = "";
    private final List<SpoolProblem> problems = new ArrayList<>();

    @BeforeEach
    void mount() throws Exception {
        home = Files.createDirectory(place.resolve("small"));
        why = run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", home.toString());
        assumeTrue(why.isEmpty(), () -> "no file system can be mounted here: " + why);
    }

    @AfterEach
    void unmount() throws Exception {
        if (why.isEmpty()) {
            assertThat(run("umount", home.toString())).isEmpty();
        }
    }

    /** Empty where it worked. */
    private static String run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean done = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            return done ? "" : "failed: " + said.strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void itRefusesStaysReadableAndComesBack() throws Exception {
        Told told = new Told();
        try (Spool spool = open()) {
            for (int i = 0; i < 40; i++) {
                told.append(spool, 1, 30_000);
            }
            assertThat(told.kept).hasSizeBetween(10, 20);
            assertThat(told.unknown).isEmpty();
            assertThat(Told.read(spool)).isEqualTo(List.copyOf(told.kept));
        }
        try (Spool spool = open()) {
            assertThat(Told.read(spool)).isEqualTo(List.copyOf(told.kept));
            List<Integer> most = List.copyOf(told.kept).subList(0, told.kept.size() - 2);
            told.done(spool, most);
            told.append(spool, 1, 30_000);
            assertThat(told.kept).contains(41);
        }
        try (Spool spool = open()) {
            told.check(Told.read(spool), "at the end");
            assertThat(Told.read(spool)).hasSize(3);
        }
    }

    private Spool open() throws SpoolException {
        return Spool.open(home, Told.MOST, null, InstantSource.system(), new Random(), problems::add, new LocalDisk());
    }
}
