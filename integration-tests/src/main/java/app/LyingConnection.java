package app;

import java.sql.Connection;
import java.sql.Savepoint;
import org.jooq.tools.jdbc.DefaultConnection;

/** A wrapper as they come: it says that it wraps nothing, unwraps to itself, and lacks what JDBC learned after it was written. */
final class LyingConnection extends DefaultConnection {
    LyingConnection(Connection inner) {
        super(inner);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public Savepoint setSavepoint() {
        throw new AbstractMethodError("setSavepoint");
    }

    @Override
    public boolean isValid(int timeout) {
        throw new AbstractMethodError("isValid");
    }

    @Override
    public String getClientInfo(String name) {
        throw new AbstractMethodError("getClientInfo");
    }

    @Override
    public String getCatalog() {
        throw new AbstractMethodError("getCatalog");
    }

    @Override
    public void setSchema(String schema) {
        throw new AbstractMethodError("setSchema");
    }

    @Override
    public String getSchema() {
        throw new AbstractMethodError("getSchema");
    }

    @Override
    public int getNetworkTimeout() {
        throw new AbstractMethodError("getNetworkTimeout");
    }
}
