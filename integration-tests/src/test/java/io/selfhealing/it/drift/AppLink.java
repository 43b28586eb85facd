package io.selfhealing.it.drift;

import app.drift.Order;
import app.drift.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;

/** One thread of the old application, which does what it is told. */
final class AppLink implements Closeable {
    /** On a machine with other work one thing waits for the other long before anything hangs. */
    private static final int PATIENCE_MILLIS = 120_000;

    private final Supplier<String> threads;
    private final Socket socket;
    private final ObjectOutputStream out;
    private final ObjectInputStream in;

    /** @param threads tells what the application's threads are doing, for the case that it does not answer */
    AppLink(int port, Supplier<String> threads) throws IOException {
        this.threads = threads;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = new ObjectOutputStream(socket.getOutputStream());
        out.flush();
        in = new ObjectInputStream(socket.getInputStream());
    }

    Outcome obey(Order order) {
        try {
            out.writeObject(order);
            out.flush();
            out.reset();
            return (Outcome) in.readObject();
        } catch (SocketTimeoutException e) {
            throw new Wrong(new Ruling(Verdict.SILENT, "no answer to " + order + "\n" + threads.get()));
        } catch (IOException e) {
            throw new UncheckedIOException("the application does not answer", e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
