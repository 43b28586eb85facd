package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code learned.json} under the agent's home. Replaced as a whole, so that it can be read at any time; changed under the lock of
 * another file, so that of several processes none undoes what another has learnt.
 */
public final class LearnedFile {
    private static final long LARGEST = 16L << 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

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
        if (Files.size(file) > LARGEST) {
            throw new CorruptBookException("larger than " + LARGEST + " bytes", null);
        }
        return BookFormat.read(Files.readAllBytes(file));
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
    @SuppressWarnings("try") // the lock is held, and not asked for anything
    public Book change(Consumer<Book> change) throws IOException {
        PrivateFile.createIfMissing(lock);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = lock(channel)) {
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

    private FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            FileLock held = tryLock(channel);
            if (held != null) {
                return held;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException(lock + " is held by another process");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Held by another of this very process.
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
