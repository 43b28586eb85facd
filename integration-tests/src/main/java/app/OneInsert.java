package app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes one row, and ends. */
public final class OneInsert {
    private OneInsert() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:one");
                Statement statement = connection.createStatement()) {
            statement.execute("create table messages (id bigint primary key, content varchar(100))");
            statement.executeUpdate("insert into messages (id, content) values (1, 'hello')");
        }
    }
}
