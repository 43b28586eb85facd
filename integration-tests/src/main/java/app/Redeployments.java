package app;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * An application that is deployed again and again in one JVM, each time with its driver in a loader of its own, and counts the
 * loaders that nobody lets go of. Arguments: the driver's jar, the driver's class, URL, user, password, how often.
 */
public final class Redeployments {
    private Redeployments() {}

    public static void main(String[] arguments) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        int times = Integer.parseInt(arguments[5]);
        for (int i = 0; i < times; i++) {
            loaders.add(deploy(arguments, i));
        }
        for (int attempt = 0; attempt < 50 && alive(loaders) > 1; attempt++) {
            System.gc();
            Thread.sleep(100);
        }
        System.out.println("loaders alive: " + alive(loaders));
    }

    private static WeakReference<ClassLoader> deploy(String[] arguments, int number) throws Exception {
        URL[] jar = {new File(arguments[0]).toURI().toURL()};
        try (URLClassLoader loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            Driver driver = (Driver)
                    loader.loadClass(arguments[1]).getDeclaredConstructor().newInstance();
            Properties login = new Properties();
            login.setProperty("user", arguments[3]);
            login.setProperty("password", arguments[4]);
            try (Connection connection = driver.connect(arguments[2], login)) {
                write(connection, number);
            }
            if (arguments[1].equals("org.h2.Driver")) {
                writeThroughSource(loader, arguments, number);
            }
            undeploy(loader, arguments[1]);
            return new WeakReference<>(loader);
        }
    }

    private static void writeThroughSource(ClassLoader loader, String[] arguments, int number) throws Exception {
        Class<?> type = loader.loadClass("org.h2.jdbcx.JdbcDataSource");
        Object source = type.getDeclaredConstructor().newInstance();
        type.getMethod("setURL", String.class).invoke(source, arguments[2]);
        try (Connection connection = ((DataSource) source).getConnection(arguments[3], arguments[4])) {
            write(connection, -number - 1);
        }
    }

    private static void write(Connection connection, int number) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from messages where id = " + number);
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into messages (id, sender) values (?, 'sender')")) {
            insert.setInt(1, number);
            insert.executeUpdate();
        }
    }

    /** What a good application does at its end; drivers hold themselves in {@code DriverManager} otherwise. */
    private static void undeploy(ClassLoader loader, String driver) throws Exception {
        Class<?> type = loader.loadClass(driver);
        String method = driver.equals("org.h2.Driver") ? "unload" : "deregister";
        type.getMethod(method).invoke(null);
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(each -> each.get() != null).count();
    }
}
