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
    private volatile Latest latest;

    private record Latest(WeakReference<Driver> driver, String url, Properties properties) {}

    Credentials(Driver driver, String url, Properties properties) {
        latest = new Latest(new WeakReference<>(driver), url, properties);
    }

    /** The application connected again: its password may be a new one. */
    void renew(Driver driver, String url, Properties properties) {
        latest = new Latest(new WeakReference<>(driver), url, properties);
    }

    @Override
    public Connection open() throws SQLException {
        Latest now = latest;
        Driver driver = now.driver().get();
        if (driver == null) {
            throw new SQLException("the application's driver is gone", "08001");
        }
        Connection connection = Own.ask(() -> driver.connect(now.url(), copy(now.properties())));
        if (connection == null) {
            throw new SQLException("the application's driver does not take its own URL any more", "08001");
        }
        return connection;
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
