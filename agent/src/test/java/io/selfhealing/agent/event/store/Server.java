package io.selfhealing.agent.event.store;

import io.selfhealing.agent.schema.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases on servers. */
enum Server {
    POSTGRESQL,
    H2;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** The URL of a database without tables. */
    String emptyDatabase() throws SQLException {
        return this == POSTGRESQL
                ? TestPostgres.emptyDatabase()
                : "jdbc:h2:tcp://127.0.0.1:" + H2Server.PORT + "/./db" + NUMBER.incrementAndGet();
    }

    private static final class H2Server {
        static final int PORT = start();

        private static int start() {
            try {
                Path home = Files.createTempDirectory("event-store");
                home.toFile().deleteOnExit();
                return org.h2.tools.Server.createTcpServer(
                                "-tcpPort", "0", "-ifNotExists", "-tcpDaemon", "-baseDir", home.toString())
                        .start()
                        .getPort();
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
