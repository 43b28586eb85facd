package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.Acquaintances;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products that are known from documentation alone. */
class UntriedTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:oracle:thin:@//db:1521/x", "jdbc:sqlserver://db;databaseName=x"})
    void areNotAskedAnythingUnlessTheOperatorWantsIt(String url) {
        assertThat(databases(false).connected(object(Driver.class, url), object(Connection.class, url), url, null))
                .isNull();
        assertThat(asked).isEmpty();

        ConnectionState state = databases(true)
                .connected(object(Driver.class, url), object(Connection.class, url), url, new Properties());
        assertThat(state).isNotNull();
        assertThat(asked).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:oracle:thin:@//db:1521/x", "jdbc:sqlserver://db;databaseName=x"})
    void areAskedForTheirAddressAloneWhereNoDriverWasSeen(String url) throws SQLException {
        assertThat(databases(false).adopted(object(Connection.class, url), null, false))
                .isNull();
        assertThat(asked).containsExactly("getMetaData", "getURL");
    }

    /** Notes what it is asked, and has an answer to where it leads and to nothing else. */
    private <T> T object(Class<T> type, String url) {
        return type.cast(Proxy.newProxyInstance(
                UntriedTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return switch (method.getName()) {
                        case "getMetaData" -> object(DatabaseMetaData.class, url);
                        case "getURL" -> url;
                        default -> throw new SQLException("no such database", "08001");
                    };
                }));
    }

    private static Databases databases(boolean untried) {
        Silent silent = new Silent();
        InstantSource clock = InstantSource.system();
        return new Databases(
                new Surroundings(
                        new Ledger(null, silent, clock),
                        silent,
                        work -> {
                            Thread thread = new Thread(work);
                            thread.setDaemon(true);
                            return thread;
                        },
                        clock,
                        SchemaSettings.of(Duration.ofSeconds(1), Duration.ofSeconds(1))),
                untried,
                Idle.interim(),
                new Acquaintances(null, warning -> {}, clock));
    }

    private static final class Silent implements SchemaListener, LedgerListener {
        @Override
        public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {}

        @Override
        public void unavailable(String database, String reason) {}

        @Override
        public void setAside(Path file, String reason) {}

        @Override
        public void unwritable(Path directory, String reason) {}
    }
}
