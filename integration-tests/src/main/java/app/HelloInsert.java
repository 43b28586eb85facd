package app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;

/**
 * The smallest application that writes: hello and one insert, and what that cost the process. With the argument {@code heal} it
 * goes on to rename a column and writes by the old name.
 */
public final class HelloInsert {
    private static final int WRITES = 5_000;
    private static final String RIGHT = "insert into messages (id, role) values (?, ?)";
    private static final String OLD = "insert into messages (id, sender) values (?, ?)";

    private HelloInsert() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        System.out.println("hello");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:hello")) {
            run(connection, "create table messages (id bigint primary key, sender varchar(100), content varchar(100))");
            insert(connection, OLD, 0);
            if (arguments.length == 0) {
                Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
                System.out.println("cpu_ms " + cpu.toMillis());
                System.out.println("resident_kib " + resident());
                return;
            }
            heal(connection);
        }
    }

    private static void heal(Connection connection) throws SQLException {
        run(connection, "alter table messages alter column sender rename to role");
        long start = System.nanoTime();
        insert(connection, OLD, -1);
        System.out.println("first_heal_us " + (System.nanoTime() - start) / 1_000);
        long[] right = new long[WRITES];
        long[] healed = new long[WRITES];
        for (int i = -WRITES; i < WRITES; i++) {
            long nanos = timed(connection, RIGHT, 2L * (i + WRITES) + 1);
            long healedNanos = timed(connection, OLD, 2L * (i + WRITES) + 2);
            if (i >= 0) { // the first half warms up
                right[i] = nanos;
                healed[i] = healedNanos;
            }
        }
        System.out.println("right_ns " + median(right));
        System.out.println("healed_ns " + median(healed));
    }

    /** One prepare, insert and close, in nanoseconds. */
    private static long timed(Connection connection, String sql, long id) throws SQLException {
        long start = System.nanoTime();
        insert(connection, sql, id);
        return System.nanoTime() - start;
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void insert(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, id);
            insert.setString(2, "sender-" + id);
            insert.executeUpdate();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The most memory that the process ever had resident, as Linux counts it. */
    private static String resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return line.replaceAll("\\D", "");
            }
        }
        return "0";
    }
}
