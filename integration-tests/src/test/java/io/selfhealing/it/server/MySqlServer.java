package io.selfhealing.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** MySQL 8.0 from Maven Central, which needs the system's libaio. */
final class MySqlServer extends MySqlFamilyServer {
    private final Path unpacked;

    MySqlServer() throws IOException {
        super("mysql");
        unpacked = Binaries.ofTar("mysql-8.0.31", "mysql-Linux-amd64.tar.gz");
    }

    private String daemon() {
        return unpacked.resolve("bin/mysqld").toString();
    }

    @Override
    void install(Path data, Path log) throws IOException {
        try {
            run(
                    List.of(
                            daemon(),
                            "--no-defaults",
                            "--initialize-insecure",
                            "--user=root",
                            "--basedir=" + unpacked,
                            "--lc-messages-dir=" + unpacked.resolve("share"),
                            "--datadir=" + data),
                    log);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("libaio")) {
                throw new IOException("MySQL cannot start without libaio: apt-get install libaio1", e);
            }
            throw e;
        }
    }

    @Override
    List<String> binary() {
        return List.of(
                daemon(),
                "--no-defaults",
                "--basedir=" + unpacked,
                "--lc-messages-dir=" + unpacked.resolve("share"),
                "--mysqlx=OFF",
                "--default-authentication-plugin=mysql_native_password");
    }

    @Override
    String scheme() {
        return "mysql";
    }

    @Override
    String withoutTls() {
        return "DISABLED";
    }
}
