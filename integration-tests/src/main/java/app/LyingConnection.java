package app;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** A wrapper as they come: it says that it wraps nothing, unwraps to itself, and lacks what JDBC learned after it was written. */
final class LyingConnection implements Connection {
    private final Connection inner;

    LyingConnection(Connection inner) {
        this.inner = inner;
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
    public Statement createStatement() throws SQLException {
        return inner.createStatement();
    }

    @Override
    public PreparedStatement prepareStatement(String a) throws SQLException {
        return inner.prepareStatement(a);
    }

    @Override
    public CallableStatement prepareCall(String a) throws SQLException {
        throw new AbstractMethodError("prepareCall");
    }

    @Override
    public String nativeSQL(String a) throws SQLException {
        throw new AbstractMethodError("nativeSQL");
    }

    @Override
    public void setAutoCommit(boolean a) throws SQLException {
        inner.setAutoCommit(a);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return inner.getAutoCommit();
    }

    @Override
    public void commit() throws SQLException {
        inner.commit();
    }

    @Override
    public void rollback() throws SQLException {
        inner.rollback();
    }

    @Override
    public void close() throws SQLException {
        inner.close();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return inner.isClosed();
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return inner.getMetaData();
    }

    @Override
    public void setReadOnly(boolean a) throws SQLException {
        throw new AbstractMethodError("setReadOnly");
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        throw new AbstractMethodError("isReadOnly");
    }

    @Override
    public void setCatalog(String a) throws SQLException {
        throw new AbstractMethodError("setCatalog");
    }

    @Override
    public String getCatalog() throws SQLException {
        throw new AbstractMethodError("getCatalog");
    }

    @Override
    public void setTransactionIsolation(int a) throws SQLException {
        throw new AbstractMethodError("setTransactionIsolation");
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        throw new AbstractMethodError("getTransactionIsolation");
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        throw new AbstractMethodError("getWarnings");
    }

    @Override
    public void clearWarnings() throws SQLException {
        throw new AbstractMethodError("clearWarnings");
    }

    @Override
    public Statement createStatement(int a, int b) throws SQLException {
        return inner.createStatement(a, b);
    }

    @Override
    public PreparedStatement prepareStatement(String a, int b, int c) throws SQLException {
        return inner.prepareStatement(a, b, c);
    }

    @Override
    public CallableStatement prepareCall(String a, int b, int c) throws SQLException {
        throw new AbstractMethodError("prepareCall");
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        throw new AbstractMethodError("getTypeMap");
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> a) throws SQLException {
        throw new AbstractMethodError("setTypeMap");
    }

    @Override
    public void setHoldability(int a) throws SQLException {
        throw new AbstractMethodError("setHoldability");
    }

    @Override
    public int getHoldability() throws SQLException {
        throw new AbstractMethodError("getHoldability");
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        throw new AbstractMethodError("setSavepoint");
    }

    @Override
    public Savepoint setSavepoint(String a) throws SQLException {
        throw new AbstractMethodError("setSavepoint");
    }

    @Override
    public void rollback(Savepoint a) throws SQLException {
        inner.rollback(a);
    }

    @Override
    public void releaseSavepoint(Savepoint a) throws SQLException {
        throw new AbstractMethodError("releaseSavepoint");
    }

    @Override
    public Statement createStatement(int a, int b, int c) throws SQLException {
        return inner.createStatement(a, b, c);
    }

    @Override
    public PreparedStatement prepareStatement(String a, int b, int c, int d) throws SQLException {
        return inner.prepareStatement(a, b, c, d);
    }

    @Override
    public CallableStatement prepareCall(String a, int b, int c, int d) throws SQLException {
        throw new AbstractMethodError("prepareCall");
    }

    @Override
    public PreparedStatement prepareStatement(String a, int b) throws SQLException {
        return inner.prepareStatement(a, b);
    }

    @Override
    public PreparedStatement prepareStatement(String a, int[] b) throws SQLException {
        return inner.prepareStatement(a, b);
    }

    @Override
    public PreparedStatement prepareStatement(String a, String[] b) throws SQLException {
        return inner.prepareStatement(a, b);
    }

    @Override
    public Clob createClob() throws SQLException {
        throw new AbstractMethodError("createClob");
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw new AbstractMethodError("createBlob");
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw new AbstractMethodError("createNClob");
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw new AbstractMethodError("createSQLXML");
    }

    @Override
    public boolean isValid(int a) throws SQLException {
        throw new AbstractMethodError("isValid");
    }

    @Override
    public void setClientInfo(String a, String b) throws SQLClientInfoException {
        throw new AbstractMethodError("setClientInfo");
    }

    @Override
    public void setClientInfo(Properties a) throws SQLClientInfoException {
        throw new AbstractMethodError("setClientInfo");
    }

    @Override
    public String getClientInfo(String a) throws SQLException {
        throw new AbstractMethodError("getClientInfo");
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        throw new AbstractMethodError("getClientInfo");
    }

    @Override
    public Array createArrayOf(String a, Object[] b) throws SQLException {
        throw new AbstractMethodError("createArrayOf");
    }

    @Override
    public Struct createStruct(String a, Object[] b) throws SQLException {
        throw new AbstractMethodError("createStruct");
    }

    @Override
    public void setSchema(String a) throws SQLException {
        throw new AbstractMethodError("setSchema");
    }

    @Override
    public String getSchema() throws SQLException {
        throw new AbstractMethodError("getSchema");
    }

    @Override
    public void abort(Executor a) throws SQLException {
        throw new AbstractMethodError("abort");
    }

    @Override
    public void setNetworkTimeout(Executor a, int b) throws SQLException {
        throw new AbstractMethodError("setNetworkTimeout");
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        throw new AbstractMethodError("getNetworkTimeout");
    }
}
