package io.selfhealing.agent.spool;

import io.selfhealing.agent.config.SpoolSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key that encrypts a spool's records, each for itself: AES-256-GCM. {@code RATIONALE.md} says where the nonces come
 * from.
 */
public final class SpoolKey {
    private static final int BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final int NONCE = 12;
    private static final int ID_BYTES = 8;

    private final byte[] secret;
    private final String id;
    private final Map<UUID, SecretKey> keys = new ConcurrentHashMap<>();

    private SpoolKey(byte[] secret) {
        this.secret = secret;
        this.id = HexFormat.of().formatHex(mac("selfhealing spool key id"), 0, ID_BYTES);
    }

    /**
     * The key that the settings name; null where they name none.
     *
     * @param environment variables with their values
     * @throws SpoolException {@code KEY}, where it cannot be read or is none
     */
    public static @Nullable SpoolKey of(SpoolSettings settings, Map<String, String> environment) throws SpoolException {
        if (settings.keyFile().isPresent()) {
            String from = "selfhealing.spool.key-file=" + settings.keyFile().get();
            try {
                return parse(Files.readString(settings.keyFile().get(), StandardCharsets.ISO_8859_1), from);
            } catch (IOException e) {
                throw new SpoolException(SpoolException.Reason.KEY, from + " cannot be read: " + e, e);
            }
        }
        if (settings.keyVariable().isPresent()) {
            String from =
                    "selfhealing.spool.key-variable=" + settings.keyVariable().get();
            String value = environment.get(settings.keyVariable().get());
            if (value == null) {
                throw new SpoolException(SpoolException.Reason.KEY, from + ": no such environment variable", null);
            }
            return parse(value, from);
        }
        return null;
    }

    private static SpoolKey parse(String text, String from) throws SpoolException {
        String stripped = text.strip();
        try {
            byte[] secret = stripped.length() == 2 * BYTES
                    ? HexFormat.of().parseHex(stripped)
                    : Base64.getDecoder().decode(stripped);
            if (secret.length == BYTES) {
                return new SpoolKey(secret);
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: most of it may be a key.
        }
        throw new SpoolException(
                SpoolException.Reason.KEY,
                from + " holds no key: expected are 64 hexadecimal digits, or 44 of Base64",
                null);
    }

    /** Tells the key from others, and says nothing about it. */
    public String id() {
        return id;
    }

    /** An encrypted frame. */
    Frame seal(Kind kind, UUID spool, long sequence, byte[] plain) {
        Frame frame = new Frame(kind, true, spool, sequence, new byte[0]);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, frame).doFinal(plain);
            return new Frame(kind, true, spool, sequence, body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was encrypted. Throws where it was with another key, or is not what it was. */
    byte[] open(Frame frame) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, frame).doFinal(frame.body());
    }

    private Cipher cipher(int mode, Frame frame) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE - 1 - i] = (byte) (frame.sequence() >>> (i * Byte.SIZE));
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keyOf(frame.spool()), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(frame.identity());
        return cipher;
    }

    private SecretKey keyOf(UUID spool) {
        return keys.computeIfAbsent(spool, id -> new SecretKeySpec(mac("selfhealing spool " + id), "AES"));
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
