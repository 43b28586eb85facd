package io.selfhealing.agent.sql;

/** Names as a catalog holds them, written for a statement of our own. */
public final class CatalogName {
    private CatalogName() {}

    /** A column's name, in quotes where it needs them; H2 can be set to fold names in several ways, so there it always is. */
    public static String column(String name, Dialect dialect) {
        return Spelling.of(name, new Identifier(name, dialect.product() == Product.H2), dialect);
    }

    /** The same for a table's or schema's, which MySQL and MariaDB may tell apart by case. */
    public static String table(String name, Dialect dialect) {
        return Spelling.ofTable(name, new Identifier(name, dialect.product() == Product.H2), dialect);
    }
}
