package io.selfhealing.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application is never worse off, whatever is behind the door. */
class ThrowingHandlerTest {
    @AfterEach
    void close() {
        SelfHealingDoor.install(null);
    }

    @Test
    void aHandlerThatThrowsOnEveryCallLeavesTheApplicationsResultsIdentical() throws Exception {
        Driver driver = WovenDriver.h2().driver("org.h2.Driver");
        List<String> without = results(driver);
        long before = SelfHealingDoor.swallowed();
        SelfHealingDoor.install(throwing());

        List<String> with = results(driver);

        assertThat(with).isEqualTo(without);
        assertThat(SelfHealingDoor.swallowed() - before).isGreaterThan(30);
    }

    private static SelfHealingHandler throwing() {
        return (SelfHealingHandler) Proxy.newProxyInstance(
                ThrowingHandlerTest.class.getClassLoader(),
                new Class<?>[] {SelfHealingHandler.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("stateOf")) {
                        return arguments[0];
                    }
                    throw new StackOverflowError(method.getName());
                });
    }

    private static List<String> results(Driver driver) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection connection = driver.connect("jdbc:h2:mem:", new Properties());
                Statement statement = connection.createStatement()) {
            seen.add("ddl " + statement.execute("create table t (id int generated always as identity, a int unique)"));
            seen.add("insert " + statement.executeUpdate("insert into t (a) values (1), (2)"));
            seen.add("duplicate " + failure(() -> statement.executeUpdate("insert into t (a) values (1)")));
            seen.add("syntax " + failure(() -> statement.execute("insert intoo t")));
            statement.addBatch("insert into t (a) values (3)");
            statement.addBatch("insert into t (a) values (3)");
            seen.add("batch " + failure(statement::executeBatch));
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into t (a) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setInt(1, 4);
                seen.add("update " + insert.executeUpdate() + " count " + insert.getUpdateCount());
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    seen.add("keys " + keys.next() + " " + keys.getInt(1));
                }
                insert.setObject(1, "5");
                insert.addBatch();
                insert.setString(1, "no number");
                insert.addBatch();
                seen.add("prepared batch " + failure(insert::executeBatch));
                seen.add("index "
                        + failure(() -> {
                            insert.setLong(9, 1);
                            return null;
                        }));
                insert.clearParameters();
                seen.add("unbound " + failure(insert::execute));
            }
            seen.add("unknown column " + failure(() -> connection.prepareStatement("insert into t (x) values (1)")));
            connection.setAutoCommit(false);
            statement.executeUpdate("delete from t");
            connection.rollback();
            try (ResultSet rows = statement.executeQuery("select array_agg(a order by a) from t")) {
                rows.next();
                seen.add("rows " + rows.getString(1));
            }
            seen.add("more " + statement.getMoreResults() + " " + statement.getWarnings());
        }
        return seen;
    }

    private static String failure(Act act) {
        try {
            Object result = act.run();
            return "none: " + (result instanceof int[] counts ? Arrays.toString(counts) : result);
        } catch (SQLException failure) {
            return failure.getSQLState() + " " + failure.getErrorCode() + " " + failure.getMessage();
        }
    }

    /** What may fail. */
    private interface Act {
        @Nullable
        Object run() throws SQLException;
    }
}
