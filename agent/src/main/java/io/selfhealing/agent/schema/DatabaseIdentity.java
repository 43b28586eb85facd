package io.selfhealing.agent.schema;

import org.jspecify.annotations.Nullable;

/**
 * What tells one live database from another, even where the URL is the same.
 *
 * @param lasting whether it still names the same database after a restart; without that, nothing is kept on disk
 */
public record DatabaseIdentity(String text, boolean lasting) {
    // Written out for the sake of start-up: see RATIONALE.md.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DatabaseIdentity that && text.equals(that.text) && lasting == that.lasting;
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + Boolean.hashCode(lasting);
    }
}
