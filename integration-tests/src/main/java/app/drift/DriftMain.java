package app.drift;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;

/** Serves as many callers as come, each on a thread of its own, until the process that started it closes its standard input. */
public final class DriftMain {
    private DriftMain() {}

    public static void main(String[] arguments) throws IOException {
        ServerSocket entrance = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        System.out.println(entrance.getLocalPort());
        Thread accepting = new Thread(() -> accept(entrance), "accepting");
        accepting.setDaemon(true);
        accepting.start();
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static void accept(ServerSocket entrance) {
        while (true) {
            try {
                Socket socket = entrance.accept();
                Thread serving = new Thread(() -> serve(socket), "serving");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                Hand hand = new Hand()) {
            socket.setTcpNoDelay(true);
            ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
            out.flush();
            ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
            while (true) {
                out.writeObject(hand.obey((Order) in.readObject()));
                out.flush();
                out.reset();
            }
        } catch (EOFException hungUp) {
            return;
        } catch (IOException | SQLException | ClassNotFoundException e) {
            System.err.println("drift: " + e);
        }
    }
}
