package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.FileGuard;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code learned.json} under the agent's home. Replaced as a whole, so that it can be read at any time; changed under the lock of
 * another file, so that of several processes none undoes what another has learnt.
 */
public final class LearnedFile {
    private static final int LARGEST = 16 << 20;

    private final Path file;
    private final Path lock;
    private final Consumer<String> warning;

    /** @param warning told in a sentence what was wrong with the file */
    public LearnedFile(Path home, Consumer<String> warning) {
        this.file = home.resolve("learned.json");
        this.lock = home.resolve("learned.lock");
        this.warning = warning;
    }

    /** What a file says that a person names. @throws CorruptBookException where it is no such file */
    public static Book read(Path file) throws IOException {
        byte[] bytes = BoundedFile.read(file, LARGEST);
        if (bytes == null) {
            throw new CorruptBookException("too large", null);
        }
        return BookFormat.read(bytes);
    }

    /** What was learnt; nothing where there is no file. One that cannot be understood is set aside. */
    public Book read() throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return new Book();
        } catch (CorruptBookException e) {
            setAside(e);
            return new Book();
        }
    }

    /** Changes what is in the file now, and returns when what that changed is on disk. @return what is in it then */
    @SuppressWarnings("try") // the guard is held, and not asked for anything
    public Book change(Consumer<Book> change) throws IOException {
        try (FileGuard held = FileGuard.take(lock)) {
            Book book = read();
            List<LearnedPattern> before = book.patterns();
            change.accept(book);
            if (!book.patterns().equals(before)) {
                PrivateFile.replace(file, book.bytes());
            }
            return book;
        }
    }

    /** Changes with every writing of the file; the same where there is none. */
    public Object version() {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "";
        }
    }

    private void setAside(CorruptBookException why) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + System.currentTimeMillis());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warning.accept("what was learnt could not be read and was set aside as " + aside + ": " + why.getMessage());
        } catch (NoSuchFileException e) {
            // Somebody else set it aside in this moment, and said so.
        }
    }
}
