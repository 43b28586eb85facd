package io.selfhealing.agent.admin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One line of UTF-8 over a channel, within a time and a size. The channel must not block. */
final class Line {
    private static final int BUFFER = 8_192;

    private Line() {}

    /** Reads up to the line feed, which the other side must not let follow by anything. */
    static String read(SocketChannel channel, int mostBytes, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                await(selector, deadline);
                int read = channel.read(buffer.clear());
                if (read < 0) {
                    throw new EOFException("the line ends before its end");
                }
                line.write(buffer.array(), 0, read);
                if (read > 0 && buffer.get(read - 1) == '\n') {
                    return line.toString(StandardCharsets.UTF_8).stripTrailing();
                }
                if (line.size() > mostBytes) {
                    throw new IOException("a line of more than " + mostBytes + " bytes");
                }
            }
        }
    }

    static void write(SocketChannel channel, String line, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            while (bytes.hasRemaining()) {
                await(selector, deadline);
                channel.write(bytes);
            }
        }
    }

    private static void await(Selector selector, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new SocketTimeoutException("the other side is silent");
        }
        selector.selectedKeys().clear();
    }
}
