package app;

import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A driver in a loader as OSGi has them: it sees its own jar, the JDK, and of the rest nothing. Writes a row, renames a column and
 * writes another row by the old name. Arguments: the driver's jar, the driver's class, URL, user, password, and a prefix of
 * names of classes that the loader does not let through, or {@code *.class}: then it shows no class files, and the application does something else
 * for a while between its connections.
 */
public final class Bundle extends URLClassLoader {
    private final String hidden;

    private Bundle(String jar, String hidden) throws MalformedURLException {
        super(new URL[] {new File(jar).toURI().toURL()}, null);
        this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(hidden)) {
            throw new ClassNotFoundException(name + " is not imported");
        }
        boolean platform = name.startsWith("java.") || name.startsWith("javax.");
        return platform ? ClassLoader.getPlatformClassLoader().loadClass(name) : super.loadClass(name, resolve);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return hidden.equals("*.class") ? null : super.getResourceAsStream(name);
    }

    public static void main(String[] arguments) throws Exception {
        Properties login = new Properties();
        login.setProperty("user", arguments[3]);
        login.setProperty("password", arguments[4]);
        try (Bundle bundle = new Bundle(arguments[0], arguments[5])) {
            Driver driver = (Driver)
                    bundle.loadClass(arguments[1]).getDeclaredConstructor().newInstance();
            if (arguments[5].equals("*.class")) {
                try (Connection connection = driver.connect(arguments[2], login);
                        PreparedStatement first = connection.prepareStatement("select 1")) {
                    first.execute();
                }
                Thread.sleep(1_000);
            }
            try (Connection connection = driver.connect(arguments[2], login)) {
                write(connection);
            }
        }
    }

    private static void write(Connection connection) throws SQLException {
        insert(connection, 1);
        try (Statement statement = connection.createStatement()) {
            String column = connection.getMetaData().getDatabaseProductName().equals("H2") ? "alter" : "rename";
            statement.execute("alter table messages " + column + " column sender "
                    + (column.equals("alter") ? "rename to zorp" : "to zorp"));
            insert(connection, 2);
            System.out.println("healed");
        } catch (SQLException e) {
            System.out.println("refused: " + e.getSQLState());
        }
    }

    private static void insert(Connection connection, int number) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into messages (id, sender) values (?, 'sender')")) {
            insert.setInt(1, number);
            insert.executeUpdate();
        }
    }
}
