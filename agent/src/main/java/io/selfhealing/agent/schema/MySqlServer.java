package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server of the MySQL family says of itself. The URL says only which driver leads there: MySQL's takes MariaDB as well, and
 * MariaDB's MySQL. Neither does the driver: behind a proxy it knows the version of the proxy.
 *
 * @param caseOfTables {@code lower_case_table_names}
 * @param sqlMode {@code sql_mode} of the session, as it began
 */
record MySqlServer(boolean mariaDb, String caseOfTables, String sqlMode) {
    static MySqlServer of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MySqlCatalog.SERVER)) {
            row.next();
            return new MySqlServer(
                    names(row.getString(1)) || names(row.getString(2)),
                    String.valueOf(row.getString(3)),
                    String.valueOf(row.getString(4)));
        }
    }

    private static boolean names(@Nullable String version) {
        return version != null && version.toLowerCase(Locale.ROOT).contains("mariadb");
    }
}
