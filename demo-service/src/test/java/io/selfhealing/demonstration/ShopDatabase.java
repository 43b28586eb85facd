package io.selfhealing.demonstration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * One fresh database for one run of the service.
 *
 * @param serviceArguments what the service is told on its command line so that it uses this database
 */
record ShopDatabase(Product product, String url, String user, String password, List<String> serviceArguments) {
    ShopDatabase {
        serviceArguments = List.copyOf(serviceArguments);
    }

    /** A connection of our own, from outside the service's JVM. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
