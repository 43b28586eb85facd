package io.selfhealing.agent.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers commands on a Unix-domain socket in the agent's home, one at a time on one thread. Whatever goes wrong with it costs
 * one line on standard error, and never the application: then what can be done with the home's files is done with them.
 */
public final class ControlServer implements Runnable {
    private static final int MOST_BYTES = 64 << 10;
    private static final int BACKLOG = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How soon it is noticed that somebody removed the socket. */
    private static final long LOOK_MILLIS = 5_000;

    private final Path home;
    private final long pid;
    private final Commands commands;
    private final ThreadFactory threads;
    private final Consumer<String> complaints;

    /** @param complaints told why there is no socket */
    public ControlServer(Path home, long pid, Commands commands, ThreadFactory threads, Consumer<String> complaints) {
        this.home = home;
        this.pid = pid;
        this.commands = commands;
        this.threads = threads;
        this.complaints = complaints;
    }

    /** Serves until the thread is interrupted or the JVM ends. */
    @Override
    public void run() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            complaints.accept("there is no control socket: on this system nobody could be kept from using it");
            return;
        }
        SocketPlace place = new SocketPlace(home);
        Hook hook = new Hook(place);
        try {
            place.prepare();
            while (!Thread.currentThread().isInterrupted()) {
                Path socket = place.free(pid);
                hook.removes(socket);
                serve(socket);
            }
        } catch (IOException | UnsupportedOperationException e) {
            complaints.accept(
                    "there is no control socket in " + home + ": " + e + "; commands work on the files there, and"
                            + " attach changes the mode; selfhealing.control=off if that is meant to be so");
        } finally {
            hook.run();
        }
    }

    /** Until it is gone. */
    private void serve(Path socket) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (Files.exists(socket) && !Thread.currentThread().isInterrupted()) {
                selector.select(LOOK_MILLIS);
                selector.selectedKeys().clear();
                answer(server.accept());
            }
        }
    }

    private void answer(@Nullable SocketChannel accepted) {
        if (accepted == null) {
            return;
        }
        try (SocketChannel channel = accepted) {
            channel.configureBlocking(false);
            Line.write(channel, commands.answer(Line.read(channel, MOST_BYTES, PATIENCE)), PATIENCE);
        } catch (IOException e) {
            // Whoever asked went away, was silent or said too much.
        }
    }

    /** Removes the socket when the JVM ends. */
    private final class Hook implements Runnable {
        private final SocketPlace place;
        private volatile @Nullable Path socket;

        Hook(SocketPlace place) {
            this.place = place;
            try {
                Runtime.getRuntime().addShutdownHook(threads.newThread(this));
            } catch (IllegalStateException e) {
                // The JVM is ending already; the next agent removes what is left.
            }
        }

        void removes(Path next) {
            socket = next;
        }

        @Override
        public void run() {
            Path last = socket;
            if (last != null) {
                try {
                    Files.deleteIfExists(last);
                    place.remove(last);
                } catch (IOException e) {
                    // The next agent removes it.
                }
            }
        }
    }
}
