package io.selfhealing.agent.intercept;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** A stream that was read because its setter did not reach the driver, so that it can be handed over more than once. */
sealed interface Buffered {
    /** What a stream of bytes held. */
    final class Bytes implements Buffered {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** What a reader held. */
    record Characters(String text) implements Buffered {}

    /** The stream failed, so that the statement must not run. */
    record Unreadable() implements Buffered {}

    /**
     * The value itself where it is no stream.
     *
     * @param length how much of a stream is meant; 0 or less for all of it
     */
    static @Nullable Object of(@Nullable Object value, long length) {
        try {
            if (value instanceof InputStream stream) {
                return new Bytes(length > 0 ? stream.readNBytes((int) length) : stream.readAllBytes());
            }
            if (value instanceof Reader reader) {
                return new Characters(read(reader, length));
            }
            return value;
        } catch (IOException | ArithmeticException e) {
            return new Unreadable();
        }
    }

    private static String read(Reader reader, long length) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] part = new char[8192];
        long left = length > 0 ? length : Long.MAX_VALUE;
        int count = reader.read(part, 0, (int) Math.min(part.length, left));
        while (count > 0) {
            text.append(part, 0, count);
            left -= count;
            count = left == 0 ? -1 : reader.read(part, 0, (int) Math.min(part.length, left));
        }
        return text.toString();
    }

    /** As a driver takes it. */
    static @Nullable InputStream stream(@Nullable Object value) {
        return value instanceof Bytes bytes ? new ByteArrayInputStream(bytes.bytes) : (InputStream) value;
    }

    /** As a driver takes it. */
    static @Nullable Reader reader(@Nullable Object value) {
        return value instanceof Characters characters ? new StringReader(characters.text()) : (Reader) value;
    }

    /** As the application handed it over. */
    static @Nullable Object given(@Nullable Object value) {
        if (value instanceof Bytes) {
            return stream(value);
        }
        return value instanceof Characters ? reader(value) : value;
    }

    /** As a value that can be kept. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Bytes bytes) {
            return bytes.bytes;
        }
        return value instanceof Characters characters ? characters.text() : value;
    }
}
