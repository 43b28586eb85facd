package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.Late;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Which tables tell, with RETURNING, in which table a row is and which version of it: PostgreSQL's ordinary ones, where the user may read
 * the whole table. Asked on a connection of the agent's own, and only for writes that leave something out.
 */
final class RowColumns {
    private static final long PATIENCE_MILLIS = 500;

    private static final String TELLS = "select c.relkind = 'r' and not c.relrowsecurity and not c.relhasrules"
            + " and not c.relhassubclass and pg_catalog.has_table_privilege(c.oid, 'SELECT')"
            + " from pg_catalog.pg_class c where c.oid = cast(cast(? as text) as oid)";

    private final Late<Cache<String, Boolean>> tells = new Late<>(() -> Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build());

    /** Empty where there are none, or that cannot be told. */
    List<String> of(Database database, TableSnapshot table) {
        String identity = table.identity();
        if (database.product() != Product.POSTGRESQL || database.guest() || identity == null) {
            return List.of();
        }
        String name = database.name() + ' ' + identity;
        Boolean known = tells.get().getIfPresent(name);
        if (known == null) {
            known = ask(database, identity);
            if (known != null) {
                tells.get().put(name, known);
            }
        }
        return Boolean.TRUE.equals(known) ? LeftOut.ROW_COLUMNS : List.of();
    }

    /** Null where the database did not say so in time: an application's thread is waiting. */
    private static @Nullable Boolean ask(Database database, String identity) {
        try {
            return database.onOwnConnection(own -> tells(own, identity)).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    private static boolean tells(Connection own, String identity) throws SQLException {
        try (PreparedStatement select = own.prepareStatement(TELLS)) {
            select.setString(1, identity);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
