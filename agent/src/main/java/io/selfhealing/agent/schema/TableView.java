package io.selfhealing.agent.schema;

import org.jspecify.annotations.Nullable;

/** What is known of a table. While nothing changes it stays the same instance, so that {@code ==} tells. */
public sealed interface TableView {
    /** Nobody has looked yet. */
    record Unread() implements TableView {}

    /** The table is there. */
    record Known(TableHistory history) implements TableView {}

    /**
     * No schema on the path has a relation of that name.
     *
     * @param lost what it was and what may have become of it; null where it is not known ever to have been there
     */
    record Missing(@Nullable LostTable lost) implements TableView {}

    /**
     * It could not be read, or what was read is too old to be trusted.
     *
     * @param reason for people; no values, no credentials
     */
    record Unavailable(String reason) implements TableView {}
}
