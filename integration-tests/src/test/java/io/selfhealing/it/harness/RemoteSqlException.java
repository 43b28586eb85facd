package io.selfhealing.it.harness;

import app.Thrown;
import java.sql.SQLException;

/** What the application saw, thrown again in the test. */
public final class RemoteSqlException extends SQLException {
    private static final long serialVersionUID = 1;

    private final transient Thrown thrown;

    RemoteSqlException(Thrown thrown) {
        super("in the application: " + thrown, thrown.sqlState(), thrown.errorCode());
        this.thrown = thrown;
    }

    public Thrown thrown() {
        return thrown;
    }
}
