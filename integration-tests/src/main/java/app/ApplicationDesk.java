package app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

final class ApplicationDesk implements Desk {
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
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        return noted(new HikariDataSource(config));
    }

    @Override
    public Writers writers(DataSource pool, String sql, int threads, int rows) {
        return new SteadyWriters(pool, sql, threads, rows);
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
    public List<String> transformedClasses() {
        return TransformationProbe.transformed();
    }
}
