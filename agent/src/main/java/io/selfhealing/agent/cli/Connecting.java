package io.selfhealing.agent.cli;

import io.selfhealing.agent.schema.Database;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a command connects: with a driver from {@code --driver-path} or the class path, and never with a password in an argument. */
final class Connecting {
    private final String url;
    private final Properties properties;
    private final Driver driver;

    private Connecting(String url, Properties properties, Driver driver) {
        this.url = url;
        this.properties = properties;
        this.driver = driver;
    }

    static Connecting by(ConnectingOptions options) throws Misuse, Failed {
        String url = options.url();
        Properties properties = new Properties();
        String user = options.user;
        String password = options.password(System::getenv);
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return new Connecting(url, properties, driver(url, options.driverPath));
    }

    String url() {
        return url;
    }

    /** A new connection, which the caller closes. */
    Connection open() throws SQLException {
        Properties copy = new Properties();
        copy.putAll(properties);
        Connection connection = driver.connect(url, copy);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL", "08001");
        }
        return connection;
    }

    private static Driver driver(String url, @Nullable String path) throws Misuse, Failed {
        ClassLoader loader = path == null
                ? ClassLoader.getSystemClassLoader()
                : new URLClassLoader(jars(path), ClassLoader.getPlatformClassLoader());
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
        List<String> seen = new ArrayList<>();
        while (true) {
            try {
                if (!drivers.hasNext()) {
                    break;
                }
                Driver driver = drivers.next();
                if (driver.acceptsURL(url)) {
                    return driver;
                }
                seen.add(driver.getClass().getName());
            } catch (ServiceConfigurationError | SQLException e) {
                seen.add(String.valueOf(e.getMessage()));
            }
        }
        throw new Failed(
                "no driver for --url " + Database.address(url) + " in "
                        + (path == null ? "the class path; name its jar with --driver-path" : "--driver-path " + path)
                        + (seen.isEmpty() ? "" : " (there is: " + String.join(", ", seen) + ")"),
                null);
    }

    /** Jars, and directories of jars, separated as a class path is. */
    private static URL[] jars(String path) throws Misuse, Failed {
        List<URL> urls = new ArrayList<>();
        for (String each : path.split(File.pathSeparator, -1)) {
            Path place = Path.of(each);
            if (!Files.exists(place)) {
                throw new Misuse("--driver-path " + each + " does not exist");
            }
            try (Stream<Path> jars = Files.isDirectory(place) ? Files.list(place) : Stream.of(place)) {
                for (Path jar : jars.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    urls.add(jar.toUri().toURL());
                }
            } catch (MalformedURLException e) {
                throw new Misuse("--driver-path " + each + " is no path");
            } catch (IOException e) {
                throw new Failed("--driver-path " + each + " cannot be read: " + e, e);
            }
        }
        if (urls.isEmpty()) {
            throw new Misuse("--driver-path " + path + " holds no jar");
        }
        return urls.toArray(new URL[0]);
    }
}
