package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.Bundle;
import app.OwnLogManager;
import app.Redeployments;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs that are not as the agent would like them. */
class StrangeJvmIT {
    @DatabaseTest
    void applicationDeployedAHundredTimesLeavesNoLoaderBehind(Bench bench) throws Exception {
        Messages.create(bench);
        boolean h2 = bench.engine() == Engine.H2;
        String driver = h2 ? "org.h2.Driver" : "org.postgresql.Driver";

        String said = java(
                Launch.java(),
                List.of(
                        "-javaagent:" + Launch.agentJar(),
                        "-Dselfhealing.home=" + bench.home(),
                        "-Xmx256m",
                        "-cp",
                        Jars.holding(Redeployments.class.getName()).toString(),
                        Redeployments.class.getName(),
                        Jars.holding(driver).toString(),
                        driver,
                        bench.url(),
                        DbServer.USER,
                        DbServer.PASSWORD,
                        "100"));

        assertThat(bench.rows("select count(*) from messages")).containsExactly(h2 ? "200" : "100");
        assertThat(said).containsAnyOf("loaders alive: 0", "loaders alive: 1");
    }

    @Test
    void applicationThatChoosesItsLogManagerInMainGetsIt(@TempDir Path directory) throws Exception {
        String said = java(
                Launch.java(),
                List.of(
                        "-javaagent:" + Launch.agentJar(),
                        "-Dselfhealing.home=" + directory.resolve("home"),
                        "-Xlog:class+load",
                        "-cp",
                        Jars.holding(OwnLogManager.class.getName()).toString(),
                        OwnLogManager.class.getName()));

        assertThat(said).contains("logs through app.OwnLogManager$Chosen").contains("in mode heal");
        assertThat(said.substring(0, said.indexOf("main begins")).lines())
                .noneMatch(line -> line.contains(" java.util.logging."));
    }

    @DatabaseTest
    void driverInALoaderThatSeesNothingElseIsHealed(Bench bench) throws Exception {
        Messages.create(bench);

        assertThat(bundle(bench, "nothing.is.hidden")).contains("healed").doesNotContain("[self-healing] writes");

        assertThat(bench.rows("select id, zorp from messages order by id")).containsExactly("1|sender", "2|sender");
        assertThat(bench.events("healed")).hasSize(1);
    }

    @DatabaseTest
    void driverInALoaderThatShowsNoClassFilesIsWovenOnceItIsLoaded(Bench bench) throws Exception {
        Messages.create(bench);

        String said = bundle(bench, "*.class");

        assertThat(said).contains("healed");
        assertThat(said.lines().filter(line -> line.contains("does not show the class files")))
                .as("one line, however many classes the driver has; H2's name the interfaces themselves")
                .hasSize(bench.engine() == Engine.H2 ? 0 : 1);
        assertThat(bench.rows("select id, zorp from messages order by id")).containsExactly("1|sender", "2|sender");
        assertThat(bench.events("healed")).hasSize(1);
    }

    @DatabaseTest
    void driverInALoaderThatHidesTheDoorRunsAsEver(Bench bench) throws Exception {
        Messages.create(bench);

        String said = bundle(bench, "java.lang.SelfHealing");

        assertThat(said).contains("refused: 42");
        assertThat(said.lines().filter(line -> line.contains("java.lang.SelfHealingDoor")))
                .as("one line, however many classes the driver has")
                .hasSize(1);
        assertThat(said).doesNotContain("NoClassDefFoundError");
        assertThat(bench.rows("select id, zorp from messages")).containsExactly("1|sender");
    }

    private static String bundle(Bench bench, String hidden) throws IOException, InterruptedException {
        String driver = bench.engine() == Engine.H2 ? "org.h2.Driver" : "org.postgresql.Driver";
        return java(
                Launch.java(),
                List.of(
                        "-javaagent:" + Launch.agentJar(),
                        "-Dselfhealing.home=" + bench.home(),
                        "-cp",
                        Jars.holding(Bundle.class.getName()).toString(),
                        Bundle.class.getName(),
                        Jars.holding(driver).toString(),
                        driver,
                        bench.url(),
                        DbServer.USER,
                        DbServer.PASSWORD,
                        hidden));
    }

    @DatabaseTest
    void jvmWithoutManagementHeals(Bench bench) throws Exception {
        Messages.create(bench);
        Path image = image(bench.directory(), "java.base,java.instrument,java.sql,java.naming");
        Application application = bench.launch().on(image.resolve("bin/java")).start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        assertThat(Messages.write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from messages order by id")).containsExactly("sender-1", "sender-2");
        assertThat(bench.events("healed")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.base,java.instrument", "java.base,java.instrument,java.management"})
    void jvmWithoutSqlRunsAsEver(String modules, @TempDir Path directory) throws Exception {
        Path image = image(directory, modules);
        Path source = directory.resolve("Hello.java");
        Files.writeString(
                source,
                "public class Hello { public static void main(String[] a) {" + " System.out.println(\"hello\"); } }");
        assertThat(javax.tools.ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", directory.toString(), "--release", "17", source.toString()))
                .isZero();

        String said = java(
                image.resolve("bin/java").toString(),
                List.of(
                        "-javaagent:" + Launch.agentJar(),
                        "-Dselfhealing.home=" + directory.resolve("home"),
                        "-cp",
                        directory.toString(),
                        "Hello"));

        assertThat(said.lines().filter(line -> !line.contains("Sharing is only supported")))
                .hasSizeLessThanOrEqualTo(2)
                .contains("hello")
                .filteredOn(line -> !line.equals("hello"))
                .allMatch(line -> line.startsWith("[self-healing]"));
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void javaThatCannotAttachSaysSo(@TempDir Path directory) throws Exception {
        Path image = image(directory, "java.base,java.sql,java.instrument");

        assertThat(Command.run(1, image.resolve("bin/java").toString(), List.of("attach", "1")))
                .contains("jdk.attach")
                .doesNotContain("\tat ");
    }

    private static Path image(Path directory, String modules) throws IOException, InterruptedException {
        Path jdk = Path.of(System.getProperty("it.java.home", System.getProperty("java.home")));
        assumeTrue(Files.isDirectory(jdk.resolve("jmods")), "this Java came without its modules");
        Path image = directory.resolve("image");
        java(jdk.resolve("bin/jlink").toString(), List.of("--add-modules", modules, "--output", image.toString()));
        return image;
    }

    private static String java(String command, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
