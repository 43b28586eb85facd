package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * How one live database reads SQL text.
 *
 * @param product whose grammar and error codes apply
 * @param folding what happens to unquoted identifiers (H2 can be configured to lower them, so this is asked, not assumed). MySQL
 *     and MariaDB compare the names of columns without regard to case, quoted or not: that is LOWER here, and their readers
 *     lower what the catalog says
 * @param tables the same for the names of tables and schemas, which MySQL and MariaDB treat by {@code lower_case_table_names}
 */
public record Dialect(Product product, Folding folding, Folding tables) {
    /** A dialect that treats all names alike; for MySQL and MariaDB one that tells tables apart by case, as they come. */
    public Dialect(Product product, Folding folding) {
        this(product, folding, product.speaksMySql() ? Folding.NONE : folding);
    }

    // Written out for the sake of start-up: see RATIONALE.md.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dialect that
                && product == that.product
                && folding == that.folding
                && tables == that.tables;
    }

    @Override
    public int hashCode() {
        return 31 * product.hashCode() + folding.hashCode();
    }
}
