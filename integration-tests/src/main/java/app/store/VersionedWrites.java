package app.store;

/** What Hibernate adds to a {@link Store}: table {@code tickets}, ids from {@code tickets_seq}, and a version for each row. */
public interface VersionedWrites {
    /** Inserts a ticket and returns its id, which comes from the sequence. */
    long insertTicket(String sender, String content);

    /** Reads a ticket in a session that stays open. */
    Held hold(long id);

    /** A ticket as it was when it was read. */
    interface Held {
        /** Changes it and commits, unless another has changed it since it was read. */
        void change(String sender);
    }
}
