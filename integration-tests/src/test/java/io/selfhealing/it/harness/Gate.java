package io.selfhealing.it.harness;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to a database server that a test can shut and open: while it is shut, whoever takes it finds nobody there, and the server
 * lives and can be changed from outside.
 */
public final class Gate implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    private final String url;
    private final int serverPort;
    private final List<Closeable> open = new ArrayList<>();
    private int port;

    /** An open one to the server of a bench. */
    public Gate(Bench bench) throws IOException {
        Matcher found = PORT.matcher(bench.url());
        if (!found.find()) {
            throw new IllegalArgumentException("no port in " + bench.url());
        }
        this.serverPort = Integer.parseInt(found.group(1));
        open();
        this.url = found.replaceFirst(":" + port + "/");
    }

    /** The bench's database by this way. */
    public String url() {
        return url;
    }

    /** Lets connections through. */
    public synchronized void open() throws IOException {
        ServerSocket entrance = new ServerSocket();
        entrance.setReuseAddress(true);
        entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        port = entrance.getLocalPort();
        open.add(entrance);
        daemon(() -> accept(entrance));
    }

    /** Refuses new connections; those that are open live on. */
    public synchronized void refuse() throws IOException {
        for (Closeable each : List.copyOf(open)) {
            if (each instanceof ServerSocket) {
                each.close();
                open.remove(each);
            }
        }
    }

    /** Refuses new connections, and cuts those that are open. */
    public synchronized void shut() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        shut();
    }

    private void accept(ServerSocket entrance) {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                add(entrance, client, server);
                daemon(() -> copy(client, server));
                daemon(() -> copy(server, client));
            } catch (IOException e) {
                return; // shut
            }
        }
    }

    private synchronized void add(ServerSocket entrance, Socket client, Socket server) throws IOException {
        if (entrance.isClosed()) {
            client.close();
            server.close();
        }
        open.add(client);
        open.add(server);
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either end is gone, and with it the other.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }
}
