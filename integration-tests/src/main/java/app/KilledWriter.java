package app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes without pause and says of each row that it was acknowledged, as an application does whose database, or which itself, may
 * be killed at any moment. Arguments: URL, user, password, threads, the number of this run. Ends when its input does.
 *
 * <p>Half of its threads write in transactions of three rows; with a sixth argument {@code single} none does, and each failed write
 * is told in a line that begins with {@code !}. A row's id is unlike any other's of any run.
 */
public final class KilledWriter implements Runnable {
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
    private static final int IN_TRANSACTION = 3;
    private static final long PAUSE_MILLIS = 5;

    private final String[] arguments;
    private final int thread;
    private final AtomicBoolean goOn;
    private long last;

    private KilledWriter(String[] arguments, int thread, AtomicBoolean goOn) {
        this.arguments = arguments;
        this.thread = thread;
        this.goOn = goOn;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        AtomicBoolean goOn = new AtomicBoolean(true);
        Thread[] threads = new Thread[Integer.parseInt(arguments[3])];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(new KilledWriter(arguments, i, goOn), "writer-" + i);
            threads[i].start();
        }
        say("ready\n");
        if (System.in.read() == 's') {
            goOn.set(false); // The writing ends, the application does not.
            for (Thread each : threads) {
                each.join();
            }
            say("stopped\n");
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
        System.exit(0);
    }

    /** In one write, so that no line is torn when this process is killed. */
    private static synchronized void say(String line) throws IOException {
        OUT.write(line.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void run() {
        while (goOn.get()) {
            try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
                connection.setAutoCommit(thread % 2 == 0 || isSingle());
                while (goOn.get()) {
                    tryToWrite(connection);
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (SQLException e) {
                pause();
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private boolean isSingle() {
        return arguments.length > 5;
    }

    private void tryToWrite(Connection connection) throws SQLException, IOException {
        try {
            write(connection);
        } catch (SQLException e) {
            if (isSingle()) {
                say("! " + e.getSQLState() + " "
                        + String.valueOf(e.getMessage()).replace('\n', ' ') + "\n");
            }
            throw e;
        }
    }

    private void write(Connection connection) throws SQLException, IOException {
        int rows = connection.getAutoCommit() ? 1 : IN_TRANSACTION;
        StringBuilder acknowledged = new StringBuilder();
        try (PreparedStatement insert =
                connection.prepareStatement("insert into deeds (run, writer, number, deed) values (?, ?, ?, ?)")) {
            for (int i = 0; i < rows; i++) {
                long number = ++last;
                insert.setInt(1, Integer.parseInt(arguments[4]));
                insert.setInt(2, thread);
                insert.setLong(3, number);
                insert.setString(4, "deed " + number);
                insert.executeUpdate();
                acknowledged.append(arguments[4] + " " + thread + " " + number + "\n");
            }
        }
        if (rows > 1) {
            connection.commit();
        }
        say(acknowledged.toString());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
