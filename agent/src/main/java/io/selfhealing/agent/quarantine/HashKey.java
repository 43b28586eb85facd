package io.selfhealing.agent.quarantine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Hashes what rows hold, so that what was hashed can be recognised but not read. */
public final class HashKey {
    static final int BYTES = 32;
    private static final String SALT = "salt:";
    private static final int HASH = 12;

    private final String name;
    private final byte[] secret;

    private HashKey(String name, byte[] secret) {
        this.name = name;
        this.secret = secret;
    }

    /** One that is kept apart from what it hashes; its name tells nothing of it. */
    static HashKey of(byte[] secret) {
        return new HashKey(hash(secret, "name").substring(0, 8), secret.clone());
    }

    /** One for values that several agents share with nothing else in common: its name is all of it. */
    public static HashKey salted(RandomGenerator random) {
        byte[] salt = new byte[HASH];
        random.nextBytes(salt);
        return new HashKey(SALT + Base64.getEncoder().encodeToString(salt), salt);
    }

    /** The salt of that name; null where it is the name of no salt. */
    static @Nullable HashKey salt(String name) {
        if (!name.startsWith(SALT)) {
            return null;
        }
        try {
            return new HashKey(name, Base64.getDecoder().decode(name.substring(SALT.length())));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** By which it is found again. */
    public String name() {
        return name;
    }

    /**
     * The mark of a column's value.
     *
     * @param text null for NULL
     */
    public ColumnMark mark(String column, String sort, @Nullable String text) {
        String hashed = hash(secret, column + '\0' + sort + '\0' + (text == null ? "\0" : text));
        return new ColumnMark(sort, hashed, text == null ? 0 : Telling.bits(sort, text));
    }

    private static String hash(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(whole, HASH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
