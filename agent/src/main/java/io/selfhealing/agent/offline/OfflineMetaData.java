package io.selfhealing.agent.offline;

import io.selfhealing.agent.offline.OfflineConnections.Told;
import io.selfhealing.agent.sql.Product;
import java.lang.reflect.Method;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The little that can be said of a database that is down. */
final class OfflineMetaData extends OfflineObject {
    private final OfflineConnection connection;
    private final Told told;
    private final Product product;

    OfflineMetaData(OfflineConnection connection, Told told, Product product) {
        this.connection = connection;
        this.told = told;
        this.product = product;
    }

    @Override
    Refusals refusals() {
        return connection.refusals();
    }

    @Override
    @Nullable
    Object answer(Method method, @Nullable Object[] arguments) throws SQLException {
        return switch (method.getName()) {
            case "getConnection" -> connection.self;
            case "getURL" -> told.url();
            case "getUserName" -> told.user();
            case "getDatabaseProductName" -> productName();
            case "supportsBatchUpdates", "supportsTransactions" -> true;
            case "supportsSavepoints", "supportsGetGeneratedKeys" -> false;
            default -> throw connection.refuse(method.getName() + " needs the database", null);
        };
    }

    /** As the driver says it. */
    private String productName() {
        return switch (product) {
            case POSTGRESQL -> "PostgreSQL";
            case H2 -> "H2";
            case MARIADB -> Product.ofUrl(told.url()) == Product.MYSQL ? "MySQL" : "MariaDB"; // MySQL's knows no other
            case MYSQL -> "MySQL";
            case HSQLDB -> "HSQL Database Engine";
            case DERBY -> "Apache Derby";
            case SQLITE -> "SQLite";
            case ORACLE -> "Oracle";
            case SQLSERVER -> "Microsoft SQL Server";
            case OTHER -> "unknown";
        };
    }
}
