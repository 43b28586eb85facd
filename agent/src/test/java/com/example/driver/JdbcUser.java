package com.example.driver;

import java.sql.SQLException;

/** Looks alike and uses JDBC, but is none of its objects. */
public class JdbcUser {
    public int executeUpdate() throws SQLException {
        return 0;
    }
}
