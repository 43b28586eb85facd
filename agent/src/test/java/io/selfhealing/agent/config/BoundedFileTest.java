package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    @TempDir
    Path home;

    @Test
    void aFileThatComesWhileItIsLookedForIsThereOrIsNot() throws Exception {
        Path file = home.resolve("key");
        Path draft = home.resolve("draft");
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                try {
                    Files.write(draft, new byte[] {1});
                    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                    Files.delete(file);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        other.start();
        try {
            for (int i = 0; i < 20_000; i++) {
                try {
                    assertThat(BoundedFile.read(file, 1)).containsExactly(1);
                } catch (NoSuchFileException e) {
                    assertThat(e.getFile()).isEqualTo(file.toString());
                }
            }
        } finally {
            over.set(true);
            other.join();
        }
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> BoundedFile.read(home, 1)).hasMessage(home + " is no file");
    }
}
