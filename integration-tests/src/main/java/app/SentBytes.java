package app;

import java.io.InputStream;
import java.io.Serializable;

/** A stream that a test can hand over to the application. */
public final class SentBytes extends InputStream implements Serializable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // an array of bytes is serializable
    private final byte[] bytes;

    private int at;

    public SentBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public int read() {
        return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
