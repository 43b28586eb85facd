package app;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Connects to the port of its first argument and does what it is told there until the other side hangs up. */
public final class AppMain {
    private AppMain() {}

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
            socket.setTcpNoDelay(true);
            serve(socket, new Switchboard(new ApplicationDesk()));
        }
    }

    private static void serve(Socket socket, Switchboard switchboard) throws IOException, ClassNotFoundException {
        ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
        out.flush();
        ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
        while (true) {
            Call call;
            try {
                call = (Call) in.readObject();
            } catch (EOFException hungUp) {
                return;
            }
            out.writeObject(switchboard.answer(call));
            out.flush();
            out.reset();
        }
    }
}
