package io.selfhealing.agent.config;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file that may have been damaged or forged: one that is longer than any of ours could be is passed over and counted,
 * and takes no memory. Lines end at line feeds; a carriage return before one is not part of the line.
 */
public final class BoundedLines implements Closeable {
    private final InputStream in;
    private final Charset charset;
    private final int mostBytes;
    private int passedOver;

    private BoundedLines(InputStream in, Charset charset, int mostBytes) {
        this.in = in;
        this.charset = charset;
        this.mostBytes = mostBytes;
    }

    /** Opens a file. @throws java.nio.file.NoSuchFileException where there is none */
    public static BoundedLines of(Path file, Charset charset, int mostBytes) throws IOException {
        return new BoundedLines(new BufferedInputStream(Files.newInputStream(file), 1 << 16), charset, mostBytes);
    }

    /** How many bytes of a file this process can take in at once, at most so many: a fraction of its heap. */
    public static int most(int bytes) {
        return (int) Math.min(bytes, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 64));
    }

    /** The next line that is not too long; null at the end. */
    public @Nullable String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                if (++length <= mostBytes) {
                    line.write(next);
                }
            } else if (length <= mostBytes) {
                return text(line);
            } else {
                passedOver++;
                length = 0;
                line.reset();
            }
        }
        if (length > mostBytes) {
            passedOver++;
            return null;
        }
        return length == 0 ? null : text(line);
    }

    private String text(ByteArrayOutputStream line) {
        String text = line.toString(charset);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** How many lines were too long so far. */
    public int passedOver() {
        return passedOver;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
