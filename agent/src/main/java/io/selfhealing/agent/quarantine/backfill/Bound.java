package io.selfhealing.agent.quarantine.backfill;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A value as it is given to the driver.
 *
 * @param sqlType of {@link java.sql.Types}; null where the driver is to choose
 */
record Bound(@Nullable Object value, @Nullable Integer sqlType) {
    static final Bound NULL = new Bound(null, null);

    void to(PreparedStatement statement, int index) throws SQLException {
        if (sqlType == null) {
            statement.setObject(index, value);
        } else {
            statement.setObject(index, value, sqlType);
        }
    }
}
