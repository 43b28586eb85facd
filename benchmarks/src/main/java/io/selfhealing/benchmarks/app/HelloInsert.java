package io.selfhealing.benchmarks.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The smallest application that writes: hello and one insert, and what that cost the process. With the argument {@code heal} it
 * goes on to rename a column and writes once more by the old name.
 */
public final class HelloInsert {
    private HelloInsert() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        System.out.println("hello");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:hello")) {
            run(connection, "create table messages (id bigint primary key, sender varchar(100), content varchar(100))");
            insert(connection, 1);
            Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            System.out.println("cpu_ms " + cpu.toMillis());
            System.out.println("resident_kib " + resident());
            if (arguments.length > 0) {
                run(connection, "alter table messages alter column sender rename to role");
                long start = System.nanoTime();
                insert(connection, 2);
                System.out.println("first_heal_us " + (System.nanoTime() - start) / 1_000);
            }
        }
    }

    private static void insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into messages (id, sender) values (?, ?)")) {
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
