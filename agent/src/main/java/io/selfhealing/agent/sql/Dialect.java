package io.selfhealing.agent.sql;

import org.jspecify.annotations.Nullable;

/**
 * How one live database reads SQL text.
 *
 * @param product whose grammar and error codes apply
 * @param folding what happens to unquoted identifiers (H2 can be configured to lower them, so this is asked, not assumed)
 */
public record Dialect(Product product, Folding folding) {
    // Written out for the sake of start-up: see RATIONALE.md.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dialect that && product == that.product && folding == that.folding;
    }

    @Override
    public int hashCode() {
        return 31 * product.hashCode() + folding.hashCode();
    }
}
