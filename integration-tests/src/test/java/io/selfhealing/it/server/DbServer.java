package io.selfhealing.it.server;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A database server in a process of its own. Its port stays the same for as long as it lives, through kills and restarts. */
public interface DbServer extends AutoCloseable {
    /** The role under which applications connect, which owns every database of {@link #create}. */
    String USER = "app";

    /** A text that occurs nowhere else, so that finding it in a file means that it leaked. */
    String PASSWORD = "pw-7Hq2xVd9Lm";

    void start() throws IOException, SQLException;

    /** Ends it without a word to anybody, as a power cut does; what was committed is there after {@link #restart}. */
    void kill() throws IOException;

    /** Starts it again after {@link #kill}, or stops it in order and starts it again. */
    void restart() throws IOException, SQLException;

    /** Stops it in order and removes what it stored. */
    @Override
    void close() throws IOException;

    /** Creates an empty database of that name. */
    void create(String database) throws SQLException;

    /** The JDBC URL of a database, without user and password. */
    String url(String database);

    /** Open sessions on a database, other than those of {@link #outside}. */
    int sessions(String database) throws SQLException;

    /** A connection that has nothing to do with the application: the one through which a test changes the schema. */
    default Connection outside(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", PASSWORD);
        if (url(database).startsWith("jdbc:postgresql:")) {
            properties.setProperty("ApplicationName", "outside");
        }
        return DriverManager.getConnection(url(database), properties);
    }

    /** Runs statements in a database from outside, each committed by itself. */
    default void execute(String database, String... statements) throws SQLException {
        try (Connection connection = outside(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The same by somebody who may do anything there. */
    default void administer(String database, String... statements) throws SQLException {
        execute(database, statements);
    }
}
