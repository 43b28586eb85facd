package app.store;

/**
 * What an application keeps its messages in. Every call is a transaction of its own.
 *
 * <p>Tables: {@code messages} with {@code id}, {@code sender} and {@code content}; {@code notes} with the same columns, where the
 * database makes the id.
 */
public interface Store {
    /** Returns the number of rows. */
    int insert(long id, String sender, String content);

    /** Returns the number of rows. */
    int update(long id, String sender);

    /** Inserts {@code rows} messages as one batch, from id {@code first} on; returns how many the framework says landed. */
    int insertAll(long first, int rows);

    /** Inserts a message and rolls back. */
    void insertAndRollBack(long id, String sender, String content);

    /** Inserts a note and returns the id that the database made. */
    long insertNote(String sender, String content);
}
