package app;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Where a test starts: what the application can open. */
public interface Desk {
    /** A connection of {@link java.sql.DriverManager}. */
    Connection connect(String url, String user, String password) throws SQLException;

    /** The same, by a URL that says it all. */
    Connection connect(String url) throws SQLException;

    /** A HikariCP pool. */
    DataSource pool(String url, String user, String password, int size);

    /** Threads that will write {@code rows} rows each with {@code sql}, whose parameters are an id, a sender and a content. */
    Writers writers(DataSource pool, String sql, int threads, int rows);

    /** Closes every connection and pool that was opened. */
    void closeAll() throws Exception;

    /** The agent's door as seen from the application. */
    Door door();

    /** Classes that {@link TransformationProbe} saw with other bytes than their class file has; names with dots. */
    List<String> transformedClasses();
}
