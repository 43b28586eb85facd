package app;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;
import org.postgresql.xa.PGXADataSource;

/** Connections of the drivers' own data sources. */
final class Suppliers {
    private @Nullable XAResource resource;
    private @Nullable Branch branch;
    private final Map<String, DataSource> held = new ConcurrentHashMap<>();

    Connection connection(String kind, String url, String user, String password) throws Exception {
        if (kind.equals("held")) {
            DataSource known = held.get(url);
            if (known == null) {
                known = plain(url, user, password);
                held.put(url, known);
            }
            return known.getConnection();
        }
        boolean named = kind.equals("named");
        Object source = url.startsWith("jdbc:h2:")
                ? h2(url, named ? "" : user, named ? "" : password)
                : postgres(kind, url, named ? "" : user, named ? "" : password);
        return switch (kind) {
            case "plain" -> ((DataSource) source).getConnection();
            case "named" -> ((DataSource) source).getConnection(user, password);
            case "pool" ->
                source instanceof JdbcDataSource h2
                        ? JdbcConnectionPool.create(h2).getConnection()
                        : pooled(new PGConnectionPoolDataSource(), url, user, password);
            case "pooled" -> open(((ConnectionPoolDataSource) source).getPooledConnection());
            case "xa" -> begin(((XADataSource) source).getXAConnection());
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static DataSource plain(String url, String user, String password) throws SQLException {
        if (url.startsWith("jdbc:mariadb:")) {
            MariaDbDataSource source = new MariaDbDataSource(url);
            source.setUser(user);
            source.setPassword(password);
            return source;
        }
        if (url.startsWith("jdbc:mysql:")) {
            MysqlDataSource source = new MysqlDataSource();
            source.setUrl(url);
            source.setUser(user);
            source.setPassword(password);
            return source;
        }
        return url.startsWith("jdbc:h2:")
                ? h2(url, user, password)
                : source(new PGSimpleDataSource(), url, user, password);
    }

    private static Connection open(PooledConnection pooled) throws SQLException {
        return pooled.getConnection();
    }

    private static Connection pooled(PGConnectionPoolDataSource source, String url, String user, String password)
            throws SQLException {
        return source(source, url, user, password).getPooledConnection().getConnection();
    }

    private static JdbcDataSource h2(String url, String user, String password) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static Object postgres(String kind, String url, String user, String password) {
        return switch (kind) {
            case "pooled", "pool" -> source(new PGConnectionPoolDataSource(), url, user, password);
            case "xa" -> source(new PGXADataSource(), url, user, password);
            default -> source(new PGSimpleDataSource(), url, user, password);
        };
    }

    private static <T extends BaseDataSource> T source(T source, String url, String user, String password) {
        source.setUrl(url);
        source.setUser(user.isEmpty() ? null : user);
        source.setPassword(password.isEmpty() ? null : password);
        return source;
    }

    private Connection begin(XAConnection distributed) throws Exception {
        XAResource begun = distributed.getXAResource();
        Branch next = new Branch();
        begun.start(next, XAResource.TMNOFLAGS);
        resource = begun;
        branch = next;
        return distributed.getConnection();
    }

    void endBranch(boolean commit) throws Exception {
        XAResource begun = resource;
        if (begun == null) {
            throw new IllegalStateException("no branch was begun");
        }
        begun.end(branch, commit ? XAResource.TMSUCCESS : XAResource.TMFAIL);
        if (commit) {
            begun.commit(branch, true);
        } else {
            begun.rollback(branch);
        }
    }

    private static final class Branch implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1, 2, 3};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {4};
        }
    }
}
