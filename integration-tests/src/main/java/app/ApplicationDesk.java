package app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

final class ApplicationDesk implements Desk {
    @Override
    public Connection connect(String url, String user, String password) throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    public DataSource pool(String url, String user, String password, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    @Override
    public Writers writers(DataSource pool, String sql, int threads, int rows) {
        return new SteadyWriters(pool, sql, threads, rows);
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
