package io.selfhealing.it.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A local port that stays the same while the one behind it changes, as a container's does when it is started again. */
final class PortForward implements Closeable {
    private final ServerSocket entrance;
    private volatile String host = "";
    private volatile int port;

    PortForward() throws IOException {
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void leadTo(String newHost, int newPort) {
        host = newHost;
        port = newPort;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                daemon(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket server = new Socket(host, port)) {
            Thread back = daemon(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException | InterruptedException ended) {
            // Both sockets are closed by now, which is how either side learns of it.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            try {
                from.close();
                to.close();
            } catch (IOException alreadyClosed) {
                // Nothing is left to close.
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "port-forward");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
