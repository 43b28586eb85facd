package io.selfhealing.it.docs;

import static io.selfhealing.it.docs.Setting.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rights that the page on security grants are enough, and no more than that. */
class DocumentedRightsIT {
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final String PASSWORD = "change-me";
    private static final String MESSAGE = "insert into messages (sender, content) values (?, ?)";
    private static final String ORDER = "insert into orders (item, coupon) values (?, ?)";
    private static final long PATIENCE_MILLIS = 20_000;

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void documentedRightsSuffice(Bench bench) throws Exception {
        String key = "(id " + bench.sql().numbered() + ", ";
        bench.ddl(
                "create table messages " + key + "sender varchar(100), content varchar(200))",
                "create table orders " + key + "item varchar(200), coupon varchar(50))");
        bench.server().administer(bench.database(), statements(bench));
        Application application = bench.launch()
                .set("selfhealing.spool.tables", "orders")
                .set("selfhealing.tables", "create")
                .set("selfhealing.tables.schema", "selfhealing")
                .start();
        Connection connection = application.connectAs("shop_app", PASSWORD);
        insert(connection, MESSAGE, "ann", "hello");
        insert(connection, ORDER, "tea", "SPRING");
        bench.awaitSnapshot("messages");
        bench.awaitSnapshot("orders");
        bench.rename("messages", "sender", "zorp");
        bench.ddl("alter table orders drop column coupon");
        Bench.awaitNotice();

        insert(connection, MESSAGE, "ben", "hello");
        insert(connection, ORDER, "tea", "AUTUMN");
        awaitEvent(bench, "left_out");
        assertThat(migrate(bench)).contains("applied and verified: 1");

        await(() ->
                bench.rows("select coupon from orders where coupon = 'AUTUMN'").equals(List.of("AUTUMN")));
        assertThat(bench.rows("select zorp from messages order by id")).containsExactly("ann", "ben");
        await(() -> isThere(connection, "selfhealing.selfhealing_ledger"));
        assertThat(Bench.failureOf(() -> run(connection, "alter table orders add column more integer"))
                        .sqlState())
                .startsWith("42");
    }

    private static String migrate(Bench bench) throws IOException, InterruptedException {
        Path password = Files.writeString(bench.directory().resolve("dba"), PASSWORD);
        return Command.run(
                0,
                List.of(
                        "migrations",
                        "apply",
                        bench.home().toString(),
                        "--url",
                        bench.url(),
                        "--user",
                        "shop_dba",
                        "--password-file",
                        password.toString(),
                        "--driver-path",
                        Jars.holding(driver(bench.engine())).toString(),
                        "--yes"));
    }

    private static String driver(Engine engine) {
        return switch (engine) {
            case MARIADB -> "org.mariadb.jdbc.Driver";
            case MYSQL -> "com.mysql.cj.jdbc.Driver";
            default -> "org.postgresql.Driver";
        };
    }

    /** As they stand on the page, but for the names of this test's database and its owner. */
    private static String[] statements(Bench bench) throws IOException {
        String mark = "<!-- sql: " + (bench.engine().speaksMySql() ? "mariadb" : "postgresql") + " -->";
        Matcher block = Pattern.compile("(?s)" + mark + "\n```sql\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).as(mark).isTrue();
        String sql = block.group(1)
                .replaceAll("(?m)^--.*$", "")
                .replace("shop.*", bench.database() + ".*")
                .replace("shop_owner", "app");
        return Arrays.stream(sql.split(";"))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toArray(String[]::new);
    }

    private static void awaitEvent(Bench bench, String kind) throws Exception {
        Path events = bench.home().resolve("events.jsonl");
        await(() -> Files.exists(events) && Files.readString(events).contains("\"" + kind + "\""));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.holds() && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(condition.holds()).isTrue();
    }

    private static boolean isThere(Connection connection, String table) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            return rows.next();
        } catch (SQLException e) {
            return false;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
