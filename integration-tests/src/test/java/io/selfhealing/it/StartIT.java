package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {
    private static final long LARGEST_JAR = 12L << 20;

    @DatabaseTest
    void agentAttachedToARunningApplicationHealsItsNextConnection(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.launch().withoutAgent().start();
        Connection old = application.connect();
        write(old, Messages.INSERT, 10L, "sender-10", "content-10");

        VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
        machine.loadAgent(Launch.agentJar().toString());
        machine.detach();

        assertThat(write(old, Messages.INSERT, 11L, "sender-11", "content-11")).isEqualTo(1);
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-10", "sender-11");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void agentNamedTwiceWorksOnceAndSaysSo(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.launch().withAgent(Launch.agentJar()).start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from messages order by id")).containsExactly("sender-1", "sender-2");
        assertThat(bench.events("healed")).isNotEmpty();
        assertThat(application.stderr().lines().filter(line -> line.contains("already")))
                .hasSize(1);
    }

    @DatabaseTest
    void writesThroughAPoolAreHealed(Bench bench) throws Exception {
        Messages.create(bench);
        var pool = bench.application().pool(2);
        try (Connection connection = pool.getConnection()) {
            Messages.seen(bench, connection);
        }
        bench.rename("messages", "sender", "zorp");

        for (long id = 2; id <= 5; id++) {
            try (Connection connection = pool.getConnection()) {
                assertThat(write(connection, Messages.INSERT, id, "sender-" + id, "content-" + id))
                        .isEqualTo(1);
            }
        }

        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3", "sender-4", "sender-5");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void applicationThatHasNothingToHealHearsNothing(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        write(application.connect(), Messages.INSERT, 1L, "sender-1", "content-1");
        application.end();

        assertThat(bench.events("healed")).isEmpty();
        assertThat(application.stderr().lines().filter(line -> !line.contains("Sharing is only supported")))
                .as("at most a line that says that the agent is there")
                .hasSizeBetween(0, 2);
    }

    @Test
    void toolOfTheJdkIsLeftAlone(@TempDir Path directory) throws Exception {
        Path home = directory.resolve("home");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(Launch.java()).resolveSibling("jar").toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment()
                .put("JAVA_TOOL_OPTIONS", "-javaagent:" + Launch.agentJar() + " -Dselfhealing.home=" + home);
        Process process = builder.start();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllLines(directory.resolve("output")))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .anyMatch(line -> line.startsWith("jar "));
        assertThat(home).doesNotExist();
    }

    @Test
    void jarIsSmallAndShowsTheApplicationNothingOfOthers() throws Exception {
        Path jar = Launch.agentJar();
        assertThat(Files.size(jar)).isLessThanOrEqualTo(LARGEST_JAR);
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> visible = file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.startsWith("io/selfhealing/"))
                    .toList();
            assertThat(visible).isEmpty();
            assertThat(file.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .startsWith("io.selfhealing.");
            assertThat(file.getManifest().getMainAttributes().getValue("Agent-Class"))
                    .startsWith("io.selfhealing.");
            assertThat(file.getManifest().getMainAttributes().getValue("Main-Class"))
                    .startsWith("io.selfhealing.");
        }
    }
}
