package io.selfhealing.agent.tables;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What an administrator would have to grant, as the end of a sentence; empty where that would not help. */
final class Grants {
    private Grants() {}

    static String toMake(Connection own, Product product, Optional<String> schema, SQLException failure) {
        if (!isRefusal(failure)) {
            return "";
        }
        if (product == Product.POSTGRESQL) {
            return "; GRANT CREATE ON SCHEMA " + schema.orElseGet(() -> schemaOf(own)) + " TO " + user(own);
        }
        return isMySql(product)
                ? "; GRANT CREATE, SELECT, INSERT, UPDATE ON " + schema.orElseGet(() -> catalogOf(own)) + ".* TO "
                        + user(own)
                : "";
    }

    static String toUse(Connection own, Product product, String table, String rights, SQLException failure) {
        return isRefusal(failure) && (product == Product.POSTGRESQL || product == Product.H2 || isMySql(product))
                ? "; GRANT " + rights + " ON " + table + " TO " + user(own)
                : "";
    }

    /** PostgreSQL, MariaDB and MySQL, H2. */
    private static boolean isRefusal(SQLException failure) {
        return Set.of("42501", "42000", "90096").contains(String.valueOf(failure.getSQLState()));
    }

    private static boolean isMySql(Product product) {
        return product == Product.MARIADB || product == Product.MYSQL;
    }

    private static String user(Connection own) {
        try {
            String user = own.getMetaData().getUserName();
            return user == null || user.isEmpty() ? "its role" : user;
        } catch (SQLException e) {
            return "its role";
        }
    }

    private static String schemaOf(Connection own) {
        try {
            String schema = own.getSchema();
            return schema == null ? "its schema" : schema;
        } catch (SQLException e) {
            return "its schema";
        }
    }

    private static String catalogOf(Connection own) {
        try {
            String catalog = own.getCatalog();
            return catalog == null ? "its database" : catalog;
        } catch (SQLException e) {
            return "its database";
        }
    }
}
