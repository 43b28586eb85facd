package app;

import app.store.Framework;
import app.store.NestedWrites;
import app.store.Store;
import app.store.VersionedWrites;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

final class ApplicationDesk implements Desk {
    private final Suppliers suppliers = new Suppliers();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @Override
    public Connection connect(String url, String user, String password) throws SQLException {
        return noted(DriverManager.getConnection(url, user, password));
    }

    @Override
    public Connection connect(String url) throws SQLException {
        return noted(DriverManager.getConnection(url));
    }

    @Override
    public DataSource pool(String url, String user, String password, int size) {
        return pool(Pool.HIKARI, url, user, password, size);
    }

    @Override
    public DataSource pool(Pool kind, String url, String user, String password, int size) {
        Pool.Opened pool = kind.open(url, user, password, size);
        noted(pool.end());
        return pool.source();
    }

    @Override
    public Store store(Framework framework, String url, String user, String password) {
        return framework.on(pool(url, user, password, 2));
    }

    @Override
    public NestedWrites nestedWrites(String url, String user, String password) {
        return (NestedWrites) store(Framework.SPRING, url, user, password);
    }

    @Override
    public VersionedWrites versionedWrites(String url, String user, String password) {
        return (VersionedWrites) store(Framework.HIBERNATE, url, user, password);
    }

    @Override
    public List<String> wrappers(DataSource pool, String insert, List<Object> values) throws SQLException {
        return Wrappers.facts(pool, insert, values);
    }

    @Override
    public Writers writers(DataSource pool, String sql, int threads, int rows) {
        return new SteadyWriters(pool, sql, threads, rows);
    }

    @Override
    public Connection supply(String kind, String url, String user, String password) throws Exception {
        return noted(suppliers.connection(kind, url, user, password));
    }

    @Override
    public void endBranch(boolean commit) throws Exception {
        suppliers.endBranch(commit);
    }

    @Override
    public Connection wrapped(Connection inner) {
        return new LyingConnection(inner);
    }

    @Override
    public Connection proxied(Connection inner) {
        return Proxies.around(inner);
    }

    @Override
    public Writers sharing(PreparedStatement insert, int threads, int rows, boolean inTurn) {
        return new SharedStatement(insert, threads, rows, inTurn);
    }

    private <T extends AutoCloseable> T noted(T resource) {
        opened.add(resource);
        return resource;
    }

    @Override
    public void closeAll() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
        opened.clear();
    }

    @Override
    public Door door() {
        return new ReflectiveDoor();
    }

    @Override
    public List<String> wovenNow() {
        return TransformationProbe.wovenNow();
    }

    @Override
    public List<String> transformedClasses() {
        return TransformationProbe.transformed();
    }
}
