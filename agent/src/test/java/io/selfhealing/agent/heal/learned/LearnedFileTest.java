package io.selfhealing.agent.heal.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.schema.TypeFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LearnedFileTest {
    @TempDir
    Path home;

    private final List<String> warnings = new ArrayList<>();

    private LearnedFile file() {
        return new LearnedFile(home, warnings::add);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Learnt learnt = Learnt.author();
        file().change(book -> book.add(learnt.book));
        assertThat(file().read().patterns()).isEqualTo(learnt.book.patterns());
        assertThat(names()).containsExactlyInAnyOrder("learned.json", "learned.lock");
        assertThat(warnings).isEmpty();
    }

    @Test
    void nothingIsThereAtFirst() throws IOException {
        assertThat(file().read().patterns()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void halfAFileIsSetAsideWhereverItEnds() throws IOException {
        byte[] whole = Learnt.author().book.bytes();
        for (int length = 0; length < whole.length; length++) {
            assertCorrupt(Arrays.copyOf(whole, length), "the first " + length + " bytes");
        }
    }

    @Test
    void aFileWithAnotherFigureIsSetAside() throws IOException {
        String whole = new String(Learnt.author().book.bytes(), StandardCharsets.UTF_8);
        for (String[] forged : new String[][] {
            {"\"successes\" : 5", "\"successes\" : 4"},
            {"\"successes\" : 5", "\"successes\" : 5000"},
            {"\"version\" : 1", "\"version\" : 2"},
            {"TRUSTED", "PROPOSED"},
            {"\"author\"", "\"writer\""},
            {"\"author\"", "null"},
            {"\"tables\"", "\"tabels\""}
        }) {
            assertThat(whole).contains(forged[0]);
            assertCorrupt(whole.replaceFirst(forged[0], forged[1]).getBytes(StandardCharsets.UTF_8), forged[1]);
        }
    }

    private void assertCorrupt(byte[] bytes, String what) throws IOException {
        Files.write(home.resolve("learned.json"), bytes);
        warnings.clear();
        assertThat(file().read().patterns()).as(what).isEmpty();
        assertThat(warnings).as(what).singleElement().asString().contains("learned.json.corrupt-");
        assertThat(home.resolve("learned.json")).as(what).doesNotExist();
        assertThatThrownBy(() -> BookFormat.read(bytes)).as(what).isInstanceOf(CorruptBookException.class);
    }

    @Test
    void nothingIsLostWhereManyLearnAtOnce() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String table = "t" + i;
            writers.add(new Thread(() -> {
                for (int write = 0; write < 6; write++) {
                    learn(table);
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        LearnedPattern learnt = file().read().patterns().get(0);
        assertThat(learnt.successes() + learnt.failures())
                .as("24 writes, of which one proposed it; 5 at most count")
                .isEqualTo(20);
    }

    private void learn(String table) {
        Outcome.Proved proved = new Outcome.Proved(table, "x_sender", "x_author", TypeFamily.TEXT, 1);
        try {
            file().change(book -> book.learn(proved, Learnt.WORDS, 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatChangesNothingIsNotWritten() throws IOException {
        file().change(book -> book.add(Learnt.author().book));
        Files.setLastModifiedTime(home.resolve("learned.json"), FileTime.fromMillis(1_000));
        Object version = file().version();
        file().change(book -> book.add(Learnt.author().book));
        assertThat(file().version()).isEqualTo(version);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
