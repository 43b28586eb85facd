package io.selfhealing.agent.content;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secret of one home, without which a print says nothing of the values: 32 random bytes, made once. */
final class ContentKey {
    private static final String HASH = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec hashing;
    private final SecretKeySpec sealing;
    private final SecureRandom random = new SecureRandom();

    private ContentKey(byte[] secret) {
        hashing = new SecretKeySpec(derived(secret, "hash"), HASH);
        sealing = new SecretKeySpec(Arrays.copyOf(derived(secret, "seal"), 16), "AES");
    }

    /**
     * The key that is kept in a file, which is made if it is missing.
     *
     * @param file null for one that ends with the process
     * @throws IOException where the file can neither be read nor made, or is no key
     */
    static ContentKey of(@Nullable Path file) throws IOException {
        if (file == null) {
            return new ContentKey(randomBytes());
        }
        if (!Files.exists(file)) {
            Path beside = file.resolveSibling(
                    file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
            PrivateFile.replace(beside, randomBytes());
            try {
                Files.createLink(file, beside); // Of several processes the first one's key stays.
            } catch (java.nio.file.FileAlreadyExistsException e) {
                // Another process was first.
            } catch (UnsupportedOperationException e) {
                Files.move(beside, file);
            } finally {
                Files.deleteIfExists(beside);
            }
        }
        byte[] secret = BoundedFile.read(file, BYTES);
        if (secret == null || secret.length != BYTES) {
            throw new IOException(file + " is not a key of " + BYTES + " bytes");
        }
        return new ContentKey(secret);
    }

    private static byte[] randomBytes() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static byte[] derived(byte[] secret, String purpose) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret, HASH));
            return mac.doFinal(purpose.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + HASH, e);
        }
    }

    /** A hasher of its own for each thread that hashes. */
    Hasher hasher() {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(hashing);
            return new Hasher(mac);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + HASH, e);
        }
    }

    byte[] sealed(byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, plain, 0);
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
        return both;
    }

    /** @throws IllegalStateException where it was not sealed with this key */
    byte[] opened(byte[] sealed) {
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalStateException("too short to be sealed");
        }
        return crypt(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), sealed, NONCE_BYTES);
    }

    private byte[] crypt(int direction, byte[] nonce, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(direction, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not sealed with this home's key", e);
        }
    }
}
