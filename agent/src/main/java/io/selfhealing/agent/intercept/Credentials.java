package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.ConnectionSource;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How the application last connected to a database, so that the agent can do the same. In memory only, and never printed.
 * Holds the driver weakly, so that a redeployed application can be collected.
 */
final class Credentials implements ConnectionSource {
    private volatile ConnectionSource latest;

    Credentials(Driver driver, String url, Properties properties) {
        latest = new ByDriver(new WeakReference<>(driver), url, properties);
    }

    Credentials(Supply supply) {
        latest = supply;
    }

    /** The application connected again: its password may be a new one. */
    void renew(Driver driver, String url, Properties properties) {
        latest = new ByDriver(new WeakReference<>(driver), url, properties);
    }

    @Override
    public Connection open() throws SQLException {
        return latest.open();
    }

    @Override
    public String entrance() {
        return latest.entrance();
    }

    private record ByDriver(WeakReference<Driver> held, String url, Properties properties) implements ConnectionSource {
        @Override
        public Connection open() throws SQLException {
            Driver driver = held.get();
            if (driver == null) {
                throw new SQLException("the application's driver is gone", "08001");
            }
            Connection connection = Own.ask(() -> driver.connect(url, copy(properties)));
            if (connection == null) {
                throw new SQLException("the application's driver does not take its own URL any more", "08001");
            }
            return connection;
        }

        @Override
        public String entrance() {
            return EntranceDigest.of(url, properties);
        }

        @Override
        public String toString() {
            return "credentials";
        }
    }

    static Properties copy(@Nullable Properties properties) {
        Properties copy = new Properties();
        if (properties != null) {
            properties.stringPropertyNames().forEach(name -> copy.setProperty(name, properties.getProperty(name)));
            properties.forEach(copy::putIfAbsent);
        }
        return copy;
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
