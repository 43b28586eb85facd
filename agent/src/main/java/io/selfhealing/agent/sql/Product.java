package io.selfhealing.agent.sql;

import java.util.Locale;

/** A database product whose dialect, error codes and catalogs the agent knows apart. */
public enum Product {
    POSTGRESQL("postgresql:"),
    H2("h2:"),
    MARIADB("mariadb:"),
    MYSQL("mysql:"),
    HSQLDB("hsqldb:"),
    DERBY("derby:"),
    SQLITE("sqlite:"),
    ORACLE("oracle:"),
    SQLSERVER("sqlserver:"),
    OTHER("");

    /** What follows {@code jdbc:} in a URL of the product's own driver. */
    private final String subprotocol;

    Product(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    /**
     * The product behind a JDBC URL.
     *
     * @param url a JDBC URL as given to {@code Driver.connect}
     */
    public static Product ofUrl(String url) {
        if (url.regionMatches(true, 0, "jdbc:", 0, 5)) {
            String rest = url.substring(5).toLowerCase(Locale.ROOT);
            for (Product product : values()) {
                if (product != OTHER && rest.startsWith(product.subprotocol)) {
                    return product;
                }
            }
        }
        return OTHER;
    }

    /** Whether its grammar is MySQL's, whose quotes, comments and comparison of names differ from the standard's. */
    public boolean speaksMySql() {
        return this == MARIADB || this == MYSQL;
    }

    /** Whether the first error inside a transaction makes every later statement of it fail (SQLState 25P02). */
    public boolean abortsTransactionOnError() {
        return this == POSTGRESQL;
    }
}
