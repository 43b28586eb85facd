package io.selfhealing.agent.spool;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.FileGuard;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of a home, with which it vouches for what its agents wrote to the spool: HMAC-SHA256. Without it nobody can put a record
 * there that is written to a database. Any thread.
 */
final class Seal {
    /** In the home, and not in the spool beneath it: a directory that others may reach must not hold it. */
    static final String FILE = "spool.key";

    /** Bytes of a seal, in Base64. */
    static final int LENGTH = 44;

    private static final String HASH = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final byte[] secret;
    private final Mac prototype;

    Seal(byte[] secret) {
        this.secret = secret.clone();
        try {
            prototype = Mac.getInstance(HASH);
            prototype.init(new SecretKeySpec(secret, HASH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /** Does something with a key that is new, before anybody else can read it. */
    interface Birth {
        void of(Seal made) throws IOException;
    }

    /**
     * The home's, which is made where there is none.
     *
     * @param birth run where it is made
     * @throws IOException where it can be neither read nor made, or is no key
     */
    @SuppressWarnings("try") // the guard is held, and not asked for anything
    static Seal of(Path home, Birth birth) throws IOException {
        Seal known = read(home);
        if (known != null) {
            return known;
        }
        try (FileGuard held = FileGuard.take(home.resolve(FILE + ".lock"), PATIENCE)) {
            Seal first = read(home);
            if (first != null) {
                return first;
            }
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            Seal made = new Seal(secret);
            birth.of(made);
            PrivateFile.replace(home.resolve(FILE), secret);
            return made;
        }
    }

    /** The home's; null where there is none. */
    static @Nullable Seal read(Path home) throws IOException {
        if (!isIn(home)) {
            return null;
        }
        Path file = home.resolve(FILE);
        PrivateFile.requirePlain(file);
        try {
            byte[] secret = BoundedFile.read(file, BYTES);
            if (secret == null || secret.length != BYTES) {
                throw new IOException(file + " is not a key of " + BYTES + " bytes");
            }
            return new Seal(secret);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    static boolean isIn(Path home) {
        return Files.exists(home.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    /** Puts it back into a home that was taken away while this process ran. */
    void keepIn(Path home) throws IOException {
        Seal there = read(home);
        if (there == null) {
            PrivateFile.replace(home.resolve(FILE), secret);
        } else if (!MessageDigest.isEqual(there.secret, secret)) {
            throw new IOException(home.resolve(FILE) + " is another key now");
        }
    }

    /** Tells the key from others, and says nothing about it. */
    String id() {
        byte[] mac = begun().doFinal("selfhealing spool seal id".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(mac, 0, ID_BYTES);
    }

    /** The same frame with a seal behind its body. */
    Frame on(Frame plain) {
        return plain.with(of(plain.identity(true), plain.body()));
    }

    /** Whether the frame's seal is this home's, and nothing was changed since. */
    boolean isOn(Frame frame) {
        byte[] there = frame.seal();
        return there != null && MessageDigest.isEqual(there, of(frame.identity(), frame.content()));
    }

    private byte[] of(byte[] identity, byte[] content) {
        Mac mac = begun();
        mac.update(identity);
        return Base64.getEncoder().encode(mac.doFinal(content));
    }

    /** To hash something else with, for which the caller begins with words that no frame begins with. */
    Mac begun() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            return new Seal(secret).prototype; // Not every provider can copy one.
        }
    }
}
