package io.selfhealing.it.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local port that leads to another, on which every answer takes its time. */
public final class SlowLink implements Closeable {
    private static final int PIECE = 1 << 16;

    private final ServerSocket entrance;
    private final int port;
    private final long millis;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** @param millis by which each answer is late */
    public SlowLink(int port, long millis) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = port;
        this.millis = millis;
        daemon(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(client);
                open.add(server);
                daemon(() -> copy(client, server, 0));
                daemon(() -> copy(server, client, millis));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to, long wait) {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Thread.sleep(wait);
                out.write(piece, 0, read);
            }
        } catch (IOException | InterruptedException ended) {
            // Either side learns of it by its own socket.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "slow-link");
        thread.setDaemon(true);
        thread.start();
    }

    /** From here on it is as if the server were gone. */
    public void cut() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
