package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Surroundings;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The databases that the application connects to. Credentials stay in memory, in the form in which the driver was given them;
 * the driver itself is held weakly, so that a redeployed application can be collected.
 */
final class Databases implements AutoCloseable {
    /** More than any application talks to; a test suite with a new in-memory database for each test passes it. */
    private static final int MOST = 256;

    private final Map<Address, Database> known = new ConcurrentHashMap<>();
    private final Surroundings surroundings;

    /** Where a database is, and as whom. Never printed. */
    private record Address(String url, String user) {
        @Override
        public String toString() {
            return "a database";
        }
    }

    Databases(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What is kept of a connection that a driver returned; null where the agent does not know the product. */
    @Nullable
    ConnectionState connected(Driver driver, Connection connection, String url, @Nullable Properties properties) {
        Properties credentials = copy(properties);
        Address address = new Address(url, credentials.getProperty("user", ""));
        Database database = isPrivate(url) ? null : known.get(address);
        if (database == null) {
            database = Database.of(url, source(driver, url, credentials), surroundings);
            if (database == null) {
                return null;
            }
            if (!isPrivate(url) && known.size() < MOST) {
                Database other = known.putIfAbsent(address, database);
                database = other == null ? database : other;
            }
        }
        Database live = database;
        Own.run(() -> live.learn(connection));
        return new ConnectionState(connection, database);
    }

    /** Each connection to H2's unnamed in-memory database is a database of its own. */
    private static boolean isPrivate(String url) {
        return url.equals("jdbc:h2:mem:") || url.startsWith("jdbc:h2:mem:;");
    }

    private static ConnectionSource source(Driver driver, String url, Properties credentials) {
        WeakReference<Driver> weak = new WeakReference<>(driver);
        return () -> {
            Driver live = weak.get();
            if (live == null) {
                throw new SQLException("the application's driver is gone", "08001");
            }
            Connection connection = Own.call(() -> live.connect(url, copy(credentials)));
            if (connection == null) {
                throw new SQLException("the application's driver does not take its own URL any more", "08001");
            }
            return connection;
        };
    }

    private static Properties copy(@Nullable Properties properties) {
        Properties copy = new Properties();
        if (properties != null) {
            properties.stringPropertyNames().forEach(name -> copy.setProperty(name, properties.getProperty(name)));
            properties.forEach(copy::putIfAbsent);
        }
        return copy;
    }

    @Override
    public void close() {
        known.values().forEach(Database::close);
    }
}
