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

    /**
     * Whether a change of the schema commits the transaction that is open (MySQL, "Statements That Cause an Implicit Commit"; H2,
     * HSQLDB, Oracle: DDL).
     */
    public boolean commitsAtDdl() {
        return speaksMySql() || this == H2 || this == HSQLDB || this == ORACLE;
    }

    /** Whether its driver asks for generated keys by a RETURNING that it puts behind the text. */
    public boolean returnsKeysByText() {
        return this == POSTGRESQL;
    }

    /** Whether what is known of it here comes from documentation alone. */
    public boolean isUntried() {
        return this == ORACLE || this == SQLSERVER;
    }

    /** Whether its catalog shows every table to everybody, so that one that it does not show is not there. */
    public boolean showsAllTables() {
        return this == POSTGRESQL || this == H2 || this == DERBY || this == SQLITE;
    }

    /** Whether a name behind {@code :}, {@code @} or {@code $}, or before or behind {@code #}, may be no column's. */
    boolean namesParameters() {
        return this == HSQLDB || this == DERBY || this == SQLITE || this == ORACLE || this == SQLSERVER;
    }

    /** Whether {@code [x]} may be a name. */
    boolean bracketsNames() {
        return this == SQLITE || this == SQLSERVER;
    }

    /** Whether {@code "x"} in an expression may be a string: in SQLite where no column is called so, in SQL Server by a setting. */
    boolean mayReadQuotedAsString() {
        return this == SQLITE || this == SQLSERVER;
    }

    /** Whether the words that it reserves are not known here, so that a name is written in quotes to be safe. */
    boolean quotesToBeSafe() {
        return this == HSQLDB || this == DERBY || this == SQLITE || this == ORACLE || this == SQLSERVER;
    }

    /**
     * Whether the first error inside a transaction may end it, so that only a savepoint set before the write can tell that it
     * has not: PostgreSQL (SQLState 25P02), SQL Server where XACT_ABORT is on (error 3930, or a transaction rolled back whole).
     */
    public boolean abortsTransactionOnError() {
        return this == POSTGRESQL || this == SQLSERVER;
    }

    /**
     * Whether a look at the catalog on the application's own connection leaves something behind in a transaction: Derby then
     * refuses to close the connection (SQLState 25001), SQLite keeps a lock that others wait for and may refuse the write that
     * follows (SQLITE_BUSY).
     */
    public boolean catalogReadsLinger() {
        return this == DERBY || this == SQLITE;
    }
}
