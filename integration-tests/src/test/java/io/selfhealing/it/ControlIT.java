package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.VirtualMachine;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.Probe;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running agent, asked and told from outside. */
class ControlIT {
    private static final long SOCKET_MILLIS = 20_000;

    @DatabaseTest
    void statusTellsWhatTheAgentDid(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");
        awaitSocket(bench);

        JsonNode told = new ObjectMapper()
                .readTree(Command.run(0, List.of("status", bench.home().toString(), "--json")));
        assertThat(told.path("pid").asLong()).isEqualTo(application.pid());
        assertThat(told.path("mode").asText()).isEqualTo("heal");
        assertThat(told.path("version").asText()).matches("\\d.*");
        assertThat(told.path("events").path("healed").asLong()).isEqualTo(1);
        assertThat(told.path("swallowed_errors").asLong()).isZero();
        assertThat(told.path("databases")).hasSize(1);
        assertThat(Command.run(0, List.of("status", bench.home().toString())))
                .contains("HEALED", application.pid() + " ", "heal ");
    }

    @DatabaseTest
    void modeIsChangedAndShown(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        awaitSocket(bench);
        String home = bench.home().toString();

        assertThat(Command.run(0, List.of("mode", home, "off"))).contains(application.pid() + ": mode is now off");
        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                        .sqlState())
                .startsWith("42");
        assertThat(Command.run(0, List.of("mode", home))).contains("mode is off");
        assertThat(Command.run(0, List.of("mode", home, "heal", "--pid", Long.toString(application.pid()), "--json")))
                .contains("\"mode\":\"heal\"");
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        assertThat(Command.run(1, List.of("mode", home, "off", "--pid", "1"))).contains("no agent of process 1");
        assertThat(Command.run(2, List.of("mode", home, "of"))).contains("there is no mode 'of'");
    }

    @DatabaseTest(Engine.H2)
    void socketGoesWithItsProcessAndIsNotThereWhereItIsNotWanted(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        awaitSocket(bench);
        application.end();
        assertThat(sockets(bench)).isEmpty();
        assertThat(Command.run(1, List.of("status", bench.home().toString()))).contains("no agent answers in");

        Application silent = bench.launch().set("selfhealing.control", "off").start();
        silent.connect();
        Thread.sleep(3_000);
        assertThat(sockets(bench)).isEmpty();
        assertThat(silent.attach("mode=observe")).contains("mode is now observe");
    }

    @SuppressWarnings("BanJNDI") // The other side is the application that this test has started.
    @DatabaseTest(Engine.H2)
    void agentComesToJmxOnlyOnceThatIsAlive(Bench bench) throws Exception {
        Messages.create(bench);
        Application application =
                bench.launch().withAgent(Probe.jar(bench.directory())).start();
        write(application.connect(), Messages.INSERT, 1L, "sender-1", "content-1");
        Thread.sleep(3_500);
        assertThat(jcmd(application, "GC.class_histogram")).doesNotContain("JmxMBeanServer");
        assertThat(jcmd(application, "VM.class_hierarchy"))
                .as("the command line's classes")
                .contains("io.selfhealing.agent.Wiring")
                .doesNotContain("picocli")
                .doesNotContain("io.selfhealing.agent.cli");

        VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        machine.detach();
        try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ObjectName agent = new ObjectName("io.selfhealing:type=Agent");
            for (int i = 0; i < 100 && !server.isRegistered(agent); i++) {
                Thread.sleep(50);
            }
            assertThat(server.getAttribute(agent, "Mode")).isEqualTo("heal");
            assertThat(server.getAttribute(agent, "SwallowedErrors")).isEqualTo(0L);
            assertThat(((TabularData) server.getAttribute(agent, "Events")).containsKey(new Object[] {"healed"}))
                    .isTrue();
            server.setAttribute(agent, new Attribute("Mode", "observe"));
            assertThat(server.getAttribute(agent, "Mode")).isEqualTo("observe");
            assertThat(server.invoke(agent, "changeMode", new Object[] {"off"}, new String[] {String.class.getName()}))
                    .asString()
                    .contains("mode is now off");
            assertThat(application.wovenNow()).isEmpty();
        }
    }

    @Test
    void configurationIsChecked(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("agent.properties"), "mode=heal\ntables.includ=orders\n");

        assertThat(Command.run(1, List.of("check", "--config", file.toString())))
                .contains("tables.includ", "nearest key is tables.include");
        assertThat(Command.run(0, List.of("check", "mode=observe", "tables.include=a,b")))
                .contains("no mistakes");
    }

    private static void awaitSocket(Bench bench) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SOCKET_MILLIS * 1_000_000;
        while (sockets(bench).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(sockets(bench)).isNotEmpty();
    }

    private static List<Path> sockets(Bench bench) throws IOException {
        Path control = bench.home().resolve("control");
        if (!Files.isDirectory(control)) {
            return List.of();
        }
        try (var files = Files.list(control)) {
            return files.toList();
        }
    }

    private static String jcmd(Application application, String command) throws IOException, InterruptedException {
        String jcmd = Path.of(Launch.java()).resolveSibling("jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(application.pid()), command)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
