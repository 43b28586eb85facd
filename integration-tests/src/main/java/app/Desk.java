package app;

import app.store.Framework;
import app.store.NestedWrites;
import app.store.Store;
import app.store.VersionedWrites;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

    /** A pool of a kind. */
    DataSource pool(Pool kind, String url, String user, String password, int size);

    /** A store written with a framework, on a HikariCP pool of two connections. */
    Store store(Framework framework, String url, String user, String password);

    /** The same with what Spring adds. */
    NestedWrites nestedWrites(String url, String user, String password);

    /** The same with what Hibernate adds. */
    VersionedWrites versionedWrites(String url, String user, String password);

    /** What is found through the layers over the driver, while {@code insert} is run once with {@code values}. */
    List<String> wrappers(DataSource pool, String insert, List<Object> values) throws SQLException;

    /** Threads that will write {@code rows} rows each with {@code sql}, whose parameters are an id, a sender and a content. */
    Writers writers(DataSource pool, String sql, int threads, int rows);

    /**
     * A connection that does not come from {@link java.sql.DriverManager}.
     *
     * @param kind {@code plain}, {@code named} (user and password at the call), {@code pooled}, {@code xa} (inside a branch) or
     *     {@code pool}: the driver's own data source of that kind
     */
    Connection supply(String kind, String url, String user, String password) throws Exception;

    /** Two phases of the latest {@code xa} connection's branch, or its rollback. */
    void endBranch(boolean commit) throws Exception;

    /** The connection inside a wrapper of the application's own that lies about what it wraps. */
    Connection wrapped(Connection inner);

    /** The connection inside a {@link java.lang.reflect.Proxy}, and in others what it gives out. */
    Connection proxied(Connection inner);

    /** Threads that will write {@code rows} rows each with one statement; {@code inTurn} only one after the other. */
    Writers sharing(PreparedStatement insert, int threads, int rows, boolean inTurn);

    /** Closes every connection and pool that was opened. */
    void closeAll() throws Exception;

    /** The agent's door as seen from the application. */
    Door door();

    /** Classes that {@link TransformationProbe} saw with other bytes than their class file has; names with dots. */
    List<String> transformedClasses();

    /** Loaded classes of drivers whose code mentions the agent's door at this moment. */
    List<String> wovenNow();
}
