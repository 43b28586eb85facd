package app;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.beans.PropertyVetoException;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The pools that applications use; those that can keep prepared statements, with and without. Each tests what it hands out. */
public enum Pool {
    /** A new connection of {@link java.sql.DriverManager} for each that is asked for. */
    NONE {
        @Override
        Opened open(String url, String user, String password, int size) {
            return new Opened(new DriverManagerDataSource(url, user, password), () -> {});
        }
    },
    HIKARI {
        @Override
        Opened open(String url, String user, String password, int size) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setUsername(user);
            config.setPassword(password);
            config.setMaximumPoolSize(size);
            HikariDataSource pool = new HikariDataSource(config);
            return new Opened(pool, pool);
        }
    },
    DBCP {
        @Override
        Opened open(String url, String user, String password, int size) {
            BasicDataSource pool = dbcp(url, user, password, size);
            return new Opened(pool, pool);
        }
    },
    DBCP_STATEMENTS {
        @Override
        Opened open(String url, String user, String password, int size) {
            BasicDataSource pool = dbcp(url, user, password, size);
            pool.setPoolPreparedStatements(true);
            return new Opened(pool, pool);
        }
    },
    TOMCAT {
        @Override
        Opened open(String url, String user, String password, int size) {
            return tomcat(url, user, password, size, null);
        }
    },
    TOMCAT_STATEMENTS {
        @Override
        Opened open(String url, String user, String password, int size) {
            return tomcat(url, user, password, size, "StatementCache(prepared=true,max=50)");
        }
    },
    C3P0 {
        @Override
        Opened open(String url, String user, String password, int size) {
            return c3p0(url, user, password, size, 0);
        }
    },
    C3P0_STATEMENTS {
        @Override
        Opened open(String url, String user, String password, int size) {
            return c3p0(url, user, password, size, 50);
        }
    };

    /** A pool and how it is closed. */
    record Opened(DataSource source, AutoCloseable end) {}

    abstract Opened open(String url, String user, String password, int size);

    private static BasicDataSource dbcp(String url, String user, String password, int size) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaxTotal(size);
        pool.setAccessToUnderlyingConnectionAllowed(true);
        return pool;
    }

    private static Opened tomcat(String url, String user, String password, int size, @Nullable String interceptors) {
        PoolProperties properties = new PoolProperties();
        properties.setDriverClassName("org.postgresql.Driver");
        properties.setUrl(url);
        properties.setUsername(user);
        properties.setPassword(password);
        properties.setInitialSize(1);
        properties.setMaxIdle(size);
        properties.setMaxActive(size);
        properties.setTestOnBorrow(true);
        properties.setValidationInterval(0);
        properties.setValidationQuery("select 1");
        if (interceptors != null) {
            properties.setJdbcInterceptors(interceptors);
        }
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
        return new Opened(pool, pool::close);
    }

    private static Opened c3p0(String url, String user, String password, int size, int statements) {
        ComboPooledDataSource pool = new ComboPooledDataSource();
        try {
            pool.setDriverClass("org.postgresql.Driver");
        } catch (PropertyVetoException e) {
            throw new IllegalStateException("nobody vetoes here", e);
        }
        pool.setJdbcUrl(url);
        pool.setUser(user);
        pool.setPassword(password);
        pool.setMinPoolSize(1);
        pool.setInitialPoolSize(1);
        pool.setMaxPoolSize(size);
        pool.setMaxStatements(statements);
        pool.setTestConnectionOnCheckout(true);
        return new Opened(pool, pool);
    }
}
