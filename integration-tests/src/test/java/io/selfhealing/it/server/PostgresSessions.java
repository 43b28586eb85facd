package io.selfhealing.it.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the two ways to run PostgreSQL have in common once the server answers. */
final class PostgresSessions {
    private final String superuserUrl;
    private final String password;

    PostgresSessions(String superuserUrl, String password) {
        this.superuserUrl = superuserUrl;
        this.password = password;
    }

    void knock() throws SQLException {
        superuser().close();
    }

    void createRole() throws SQLException {
        execute("create role " + DbServer.USER + " login password '" + DbServer.PASSWORD + "'");
    }

    void createDatabase(String database) throws SQLException {
        execute("create database " + database + " owner " + DbServer.USER);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    int count(String database) throws SQLException {
        try (Connection connection = superuser();
                PreparedStatement query = connection.prepareStatement("select count(*) from pg_stat_activity"
                        + " where datname = ? and backend_type = 'client backend' and application_name <> 'outside'")) {
            query.setString(1, database);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(superuserUrl, "postgres", password);
    }
}
