package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.Late;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tables tell, with RETURNING, in which table a row is and which version of it: PostgreSQL's ordinary ones, where the user may read
 * the whole table. Asked on a connection of the agent's own, and only for writes that leave something out.
 */
final class RowColumns {
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
        ConnectionSource source = database.source();
        String identity = table.identity();
        if (database.product() != Product.POSTGRESQL || source == null || identity == null) {
            return List.of();
        }
        String name = database.name() + ' ' + identity;
        Boolean known = tells.get().getIfPresent(name);
        if (known == null) {
            known = ask(source, identity);
            if (known != null) {
                tells.get().put(name, known);
            }
        }
        return Boolean.TRUE.equals(known) ? LeftOut.ROW_COLUMNS : List.of();
    }

    private static @Nullable Boolean ask(ConnectionSource source, String identity) {
        try (Connection own = source.open();
                PreparedStatement select = own.prepareStatement(TELLS)) {
            select.setString(1, identity);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            return null;
        }
    }
}
