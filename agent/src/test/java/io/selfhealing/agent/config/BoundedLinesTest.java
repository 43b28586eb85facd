package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLinesTest {
    @TempDir
    private Path directory;

    private List<String> lines(String content, int most, int passedOver) throws IOException {
        Path file = Files.writeString(directory.resolve("lines"), content);
        List<String> lines = new ArrayList<>();
        try (BoundedLines read = BoundedLines.of(file, StandardCharsets.UTF_8, most)) {
            for (String line = read.next(); line != null; line = read.next()) {
                lines.add(line);
            }
            assertThat(read.passedOver()).isEqualTo(passedOver);
        }
        return lines;
    }

    @Test
    void linesThatAreTooLongArePassedOverAndCounted() throws IOException {
        assertThat(lines("one\r\n\ntoo long\ntwo\nand too long", 4, 2)).containsExactly("one", "", "two");
        assertThat(lines("1234\n12345\nthr\u00e9", 5, 0)).containsExactly("1234", "12345", "thr\u00e9");
        assertThat(lines("", 5, 0)).isEmpty();
        assertThat(lines("123456", 5, 1)).isEmpty();
    }

    @Test
    void fileThatIsTooLargeIsNotTakenIn() throws IOException {
        Path file = directory.resolve("large");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[(1 << 20) + 1]);
        }

        assertThat(BoundedFile.read(file, 1 << 20)).isNull();
        assertThat(BoundedFile.read(file, (1 << 20) + 1)).hasSize((1 << 20) + 1);
        assertThatThrownBy(() -> BoundedFile.read(directory.resolve("none"), 10))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> BoundedFile.read(Path.of("/dev/zero"), 10)).isInstanceOf(IOException.class);
    }
}
