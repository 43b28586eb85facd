package io.selfhealing.agent;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.learned.LearnedFile;
import io.selfhealing.agent.heal.learned.LearnedPattern;
import io.selfhealing.agent.heal.learned.Outcome;
import io.selfhealing.agent.heal.learned.Trust;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class LearnerTest {
    @TempDir
    Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void noThreadIsThereUntilThereIsSomethingToLearn() {
        int before = threads.size();
        Learner learner = learner(file());
        int withTheLogs = threads.size();
        assertThat(withTheLogs - before).as("those of the event log").isEqualTo(2);
        learner.report(proved("letters"));
        assertThat(threads).hasSizeGreaterThan(withTheLogs);
    }

    @Test
    void whatOneProcessLearnsAnotherKnows() throws Exception {
        Learner one = learner(file());
        Learner other = learner(file());
        Standing before = other.rung().standing();
        other.report(proved("letters"));
        await(() -> successes() == 5);
        one.report(proved("notes"));
        await(() -> successes() == 10);
        assertThat(pattern()).extracting(LearnedPattern::trust).isEqualTo(Trust.TRUSTED);
        await(() -> !before.holds());
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aRenameThatIsTakenBackSpeaksAgainstWhatWasLearnt() throws Exception {
        Learner learner = learner(file());
        learner.report(proved("notes"));
        TableSnapshot healed = table("notes", "id int pk #n.1", "x_author text #n.2");
        learner.changed(healed, table("notes", "id int pk #n.1", "x_writer text #n.2"));
        learner.changed(healed, table("notes", "id int pk #n.1", "x_sender text #n.2"));
        await(() -> failures() > 0);
        assertThat(failures()).as("to be renamed on is no failure").isEqualTo(1);
    }

    @Test
    void withoutAHomeItIsLearntForTheProcess() throws Exception {
        Learner learner = learner(null);
        Standing before = learner.rung().standing();
        learner.report(proved("letters"));
        learner.report(proved("notes"));
        await(() -> !before.holds());
        assertThat(home.resolve("learned.json")).doesNotExist();
    }

    @Test
    void whatCannotBeKeptIsSaidOnceAndKeptWhenItCanBe() throws Exception {
        Path blocked = home.resolve("learned.lock");
        Files.createDirectory(blocked);
        Learner learner = learner(file());
        learner.report(proved("letters"));
        await(() -> !said.toString(StandardCharsets.UTF_8).isEmpty());
        learner.report(proved("notes"));
        Files.delete(blocked);
        await(() -> successes() == 10);
        assertThat(said.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    private static Outcome proved(String table) {
        return new Outcome.Proved(table, "x_sender", "x_author", TypeFamily.TEXT, 6);
    }

    private LearnedFile file() {
        return new LearnedFile(home, warning -> {});
    }

    private @Nullable LearnedPattern pattern() {
        try {
            List<LearnedPattern> patterns = file().read().patterns();
            return patterns.isEmpty() ? null : patterns.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int successes() {
        LearnedPattern pattern = pattern();
        return pattern == null ? 0 : pattern.successes();
    }

    private int failures() {
        LearnedPattern pattern = pattern();
        return pattern == null ? 0 : pattern.failures();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    private Learner learner(@Nullable LearnedFile file) {
        Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), LogLevel.WARN);
        InstantSource clock = InstantSource.system();
        EventLog log =
                EventLog.start(home.resolve("log"), () -> Mode.HEAL, 1 << 20, clock, console, this::thread, true);
        return new Learner(file, log, console, this::thread, clock);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }
}
