package io.selfhealing.agent.intercept;

import io.selfhealing.agent.instrument.WovenDriver;
import io.selfhealing.agent.schema.TestPostgres;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A database with a woven driver of its own, which is loaded once. */
@SuppressWarnings("ImmutableEnumChecker") // neither changes what it is
enum Engine {
    POSTGRESQL(WovenDriver.of("org.postgresql."), "org.postgresql.Driver"),
    H2(WovenDriver.h2(), "org.h2.Driver");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final WovenDriver loader;
    final Driver driver;

    Engine(WovenDriver loader, String driver) {
        this.loader = loader;
        try {
            this.driver = loader.driver(driver);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The URL of a database without tables. */
    String emptyDatabase() throws SQLException {
        return this == H2
                ? "jdbc:h2:mem:intercept" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1"
                : TestPostgres.emptyDatabase();
    }

    String rename(String table, String from, String to) {
        return "alter table " + table + (this == H2 ? " alter column " : " rename column ") + from
                + (this == H2 ? " rename to " : " to ") + to;
    }
}
