package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Jmx;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what the agent does. */
class AuditIT {
    private static final long PATIENCE_MILLIS = 20_000;

    @DatabaseTest(Engine.H2)
    void everyWayToAnotherModeIsInTheAudit(Bench bench) throws Exception {
        Path policy = Files.writeString(bench.directory().resolve("policy.json"), "{}");
        Messages.create(bench);
        Application application =
                bench.launch().set("selfhealing.policy", policy.toString()).start();
        application.connect();
        String home = bench.home().toString();
        application.attach("mode=observe");
        await(home, "by attach");
        Files.createFile(bench.home().resolve("OFF"));
        await(home, "mode off");
        await(home, "by file OFF");
        Files.delete(bench.home().resolve("OFF"));
        Thread.sleep(1_000);
        try (Jmx jmx = Jmx.of(application)) {
            jmx.changeMode("heal");
        }
        await(home, "by JMX");
        Command.run(0, List.of("mode", home, "observe"));
        await(home, "by control socket");
        Files.writeString(policy, "{\"tables\": {\"messages\": {\"mode\": \"off\"}}}");
        await(home, "\"act\":\"policy\"");

        String user = System.getProperty("user.name");
        assertThat(Command.run(0, List.of("audit", "list", home)).lines())
                .anyMatch(line -> line.contains("by attach") && line.contains("\"who\":\"" + user + "\""))
                .anyMatch(line -> line.contains("by file OFF") && line.contains("\"who\":\"" + user + "\""))
                .anyMatch(line -> line.contains("by control socket") && line.contains("\"who\":\"" + user + "\""))
                .anyMatch(line -> line.contains("by JMX") && line.contains("\"who\":\"jmx\""));
        Command.run(0, List.of("audit", "verify", home));
    }

    @Test
    void peopleAtOnceLeaveAChainThatHolds(@TempDir Path home) throws Exception {
        List<Process> people = new ArrayList<>();
        int each = 3;
        for (int i = 0; i < each; i++) {
            people.add(start("mode", home.toString(), "off", "--lasting"));
            people.add(start("undo", home.toString(), "public.orders.c" + i + "=d"));
        }
        for (Process process : people) {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }

        assertThat(Command.run(0, List.of("audit", "list", home.toString())).lines())
                .hasSize(2 * each);
        assertThat(Command.run(0, List.of("undo", home.toString(), "--list", "--json"))
                        .lines())
                .as("neither undid what the other did")
                .hasSize(each);
        Command.run(0, List.of("audit", "verify", home.toString()));
    }

    private static Process start(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Launch.java(), "-jar", Launch.agentJar().toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void await(String home, String words) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        Path audit = Path.of(home, "audit.jsonl");
        while (System.nanoTime() < deadline
                && !(Files.exists(audit) && Files.readString(audit).contains(words))) {
            Thread.sleep(50);
        }
        assertThat(Files.readString(audit)).contains(words);
    }
}
