package io.selfhealing.it.server;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container. */
final class ContainerPostgresServer implements DbServer {
    private static final int POSTGRES = 5432;

    private final PostgreSQLContainer container;
    private final PortForward forward;

    ContainerPostgresServer(String image) throws IOException {
        container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withUsername("postgres")
                .withPassword(PASSWORD)
                .withStartupTimeout(Duration.ofMinutes(1));
        forward = new PortForward();
    }

    @Override
    public void start() throws SQLException {
        container.start();
        forward.leadTo(container.getHost(), container.getMappedPort(POSTGRES));
        sessions().createRole();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void restart() throws IOException, SQLException {
        var docker = container.getDockerClient();
        String id = container.getContainerId();
        if (Boolean.TRUE.equals(docker.inspectContainerCmd(id).exec().getState().getRunning())) {
            docker.stopContainerCmd(id).exec();
        }
        docker.startContainerCmd(id).exec();
        var bindings = docker.inspectContainerCmd(id)
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings();
        var binding = bindings.get(com.github.dockerjava.api.model.ExposedPort.tcp(POSTGRES));
        if (binding == null) {
            throw new IOException("the container has no port after its restart");
        }
        forward.leadTo(container.getHost(), Integer.parseInt(binding[0].getHostPortSpec()));
        awaitAnswer();
    }

    private void awaitAnswer() throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                sessions().knock();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        forward.close();
        container.stop();
    }

    @Override
    public void create(String database) throws SQLException {
        sessions().createDatabase(database);
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + forward.port() + "/" + database;
    }

    @Override
    public int sessions(String database) throws SQLException {
        return sessions().count(database);
    }

    @Override
    public void administer(String database, String... statements) throws SQLException {
        PostgresSessions superuser = new PostgresSessions(url(database), PASSWORD);
        for (String sql : statements) {
            superuser.execute(sql);
        }
    }

    private PostgresSessions sessions() {
        return new PostgresSessions(url("postgres"), PASSWORD);
    }
}
