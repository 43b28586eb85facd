package app.store;

/** What Spring adds to a {@link Store}. */
public interface NestedWrites {
    /** Inserts a note through {@code SimpleJdbcInsert} and returns the id that the database made. */
    long insertNoteSimply(String sender, String content);

    /**
     * Inserts a message in a transaction, and another in a transaction of {@code REQUIRES_NEW} inside it, which is committed; then
     * commits or rolls back.
     */
    void insertInBoth(long outer, long inner, boolean commit);
}
