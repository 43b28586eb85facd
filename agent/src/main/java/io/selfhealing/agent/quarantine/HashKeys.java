package io.selfhealing.agent.quarantine;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.PrivateFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The key of one home, in the file {@code quarantine.key}, and those that are known by their name alone. Any thread. */
public final class HashKeys {
    private static final String FILE = "quarantine.key";

    private final Path home;
    private volatile @Nullable HashKey own;

    /** @param home made with the first value, as the quarantine's is */
    public HashKeys(Path home) {
        this.home = home;
    }

    /**
     * The home's, which is made where there is none.
     *
     * @throws QuarantineException where it can be neither read nor made
     */
    public HashKey own() throws QuarantineException {
        HashKey known = own;
        if (known != null && Files.exists(home.resolve(FILE))) {
            return known;
        }
        try {
            HashKey found = read();
            if (found == null) {
                make();
                found = read();
            }
            if (found == null) {
                throw new IOException("it is gone again");
            }
            own = found;
            return found;
        } catch (IOException e) {
            throw new QuarantineException("the key of quarantine cannot be read or made: " + e, e);
        }
    }

    /** Null where nobody has it any more. */
    public @Nullable HashKey named(String name) {
        HashKey salt = HashKey.salt(name);
        if (salt != null) {
            return salt;
        }
        try {
            HashKey known = own == null ? read() : own;
            return known != null && known.name().equals(name) ? known : null;
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable HashKey read() throws IOException {
        try {
            byte[] secret = BoundedFile.read(home.resolve(FILE), HashKey.BYTES);
            if (secret == null || secret.length != HashKey.BYTES) {
                throw new IOException(FILE + " has not " + HashKey.BYTES + " bytes");
            }
            return HashKey.of(secret);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Under another name first: another process must never read half of it. Of two who make one the first wins. */
    private void make() throws IOException {
        Files.createDirectories(home);
        byte[] secret = new byte[HashKey.BYTES];
        SecureRandom random = new SecureRandom();
        random.nextBytes(secret);
        Path draft = home.resolve(FILE + "." + Long.toHexString(random.nextLong()));
        try {
            PrivateFile.create(draft);
            try (FileOutputStream file = new FileOutputStream(draft.toFile())) {
                file.write(secret);
                file.getFD().sync();
            }
            publish(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void publish(Path draft) throws IOException {
        Path key = home.resolve(FILE);
        try {
            Files.createLink(key, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first.
        } catch (UnsupportedOperationException e) {
            if (!Files.exists(key)) {
                Files.move(draft, key, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
