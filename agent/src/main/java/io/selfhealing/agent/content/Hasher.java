package io.selfhealing.agent.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Makes eight bytes of a value that say nothing without the home's key. For one thread. */
public final class Hasher {
    /** What stands for NULL. */
    static final long NULL = 0;

    /** No more characters of a value are looked at; who reads values gets along with so many. */
    public static final int LONGEST = 1024;

    private static final long CUT = 1;

    private final Mac mac;

    Hasher(Mac mac) {
        this.mac = mac;
    }

    /** @param text at most {@link #LONGEST} characters; null for NULL */
    long of(@Nullable String text, Form form) {
        if (text == null) {
            return NULL;
        }
        boolean cut = text.length() >= LONGEST;
        String canon = cut ? "l:" + text : Canon.of(text, form);
        long hash = ByteBuffer.wrap(mac.doFinal(canon.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        long marked = cut ? hash | CUT : hash & ~CUT;
        return marked == NULL ? 2 : marked;
    }

    /** Whether only the beginning of the value was looked at: another hash may stand for the same value in another form. */
    static boolean cut(long hash) {
        return (hash & CUT) != 0;
    }
}
