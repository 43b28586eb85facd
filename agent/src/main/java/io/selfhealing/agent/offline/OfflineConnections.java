package io.selfhealing.agent.offline;

import io.selfhealing.agent.config.Validity;
import io.selfhealing.agent.outage.Outage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes the connections that are handed out while a database is down. */
public final class OfflineConnections {
    final Drafts drafts;
    final Keeper keeper;
    final Validity validity;

    public OfflineConnections(Drafts drafts, Keeper keeper, Validity validity) {
        this.drafts = drafts;
        this.keeper = keeper;
        this.validity = validity;
    }

    /**
     * A connection that accepts what can be kept, and throws for all else what the driver would have thrown.
     *
     * @param url without credentials and parameters
     * @param original how the connection that was asked for failed, or an earlier one to the same database
     */
    public Connection connection(Place place, Outage outage, String url, String user, SQLException original) {
        OfflineConnection offline =
                new OfflineConnection(this, place, outage, new Refusals(original), new Told(url, user));
        Connection proxy = proxy(Connection.class, offline);
        offline.self = proxy;
        return proxy;
    }

    /** What a connection may say of itself. */
    record Told(String url, String user) {}

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
