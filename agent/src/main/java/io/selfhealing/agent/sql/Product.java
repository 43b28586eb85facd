package io.selfhealing.agent.sql;

/** A database product whose dialect, error codes and catalogs the agent knows apart. */
public enum Product {
    POSTGRESQL,
    H2,
    OTHER;

    /**
     * The product behind a JDBC URL.
     *
     * @param url a JDBC URL as given to {@code Driver.connect}
     */
    public static Product ofUrl(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        return OTHER;
    }

    /** Whether the first error inside a transaction makes every later statement of it fail (SQLState 25P02). */
    public boolean abortsTransactionOnError() {
        return this == POSTGRESQL;
    }
}
