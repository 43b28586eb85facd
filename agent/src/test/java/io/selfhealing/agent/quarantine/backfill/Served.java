package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.schema.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/** Databases on servers: those that the agent connects to by itself. */
enum Served {
    POSTGRESQL,
    H2;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** The URL of a database without tables. */
    String emptyDatabase(Path directory) throws SQLException {
        return this == POSTGRESQL
                ? TestPostgres.emptyDatabase()
                : "jdbc:h2:tcp://127.0.0.1:" + H2Server.PORT + "/" + directory.toAbsolutePath() + "/db"
                        + NUMBER.incrementAndGet();
    }

    /** A name as the catalog holds it. */
    String name(String plain) {
        return this == H2 ? plain.toUpperCase(Locale.ROOT) : plain;
    }

    /** A table with a column x of the numbers from 1. */
    String numbers(int upTo) {
        return this == H2 ? "system_range(1, " + upTo + ")" : "generate_series(1, " + upTo + ") AS s(x)";
    }

    private static final class H2Server {
        static final int PORT = start();

        private static int start() {
            try {
                return Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon")
                        .start()
                        .getPort();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
