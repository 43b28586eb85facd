package io.selfhealing.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What the scenes with a database server have in common: a shop. */
final class Setting {
    private static final long SOCKET_MILLIS = 20_000;

    private Setting() {}

    static Scene of(Bench bench) throws IOException, SQLException {
        Scene scene = new Scene(bench.directory().resolve("srv"));
        Files.createDirectories(bench.home());
        scene.link(".self-healing", bench.home());
        scene.wording()
                .say("jdbc:postgresql://db/shop", bench.url())
                .say("/srv/shop", scene.directory().toString())
                .say("shop.Orders.add(Orders.java", "app.Switchboard.answer(Switchboard.java")
                .type("--user dba", "--user app");
        bench.ddl(
                "create table messages (id bigint primary key, sender varchar(100), content varchar(200))",
                "create table orders (id bigint primary key, item varchar(200), coupon varchar(50))",
                "create table audit_log (id bigint primary key, what varchar(200) not null)");
        return scene;
    }

    static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    static void awaitSocket(Bench bench) throws IOException, InterruptedException {
        Path control = bench.home().resolve("control");
        long deadline = System.nanoTime() + SOCKET_MILLIS * 1_000_000;
        while (!hasFile(control) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(hasFile(control)).isTrue();
    }

    private static boolean hasFile(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }
}
