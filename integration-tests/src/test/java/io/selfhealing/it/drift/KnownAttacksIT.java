package io.selfhealing.it.drift;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Servers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Histories that came out wrong once. */
class KnownAttacksIT {
    private static final Servers SERVERS = new Servers();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> knownAttack() throws IOException, SQLException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Engine engine : Engine.chosen()) {
            Player player = player(engine);
            Known.all().stream()
                    .filter(known -> known.engines().contains(engine.product()))
                    .map(known -> dynamicTest(engine + " " + known.name(), () -> play(player, engine, known)))
                    .forEach(tests::add);
        }
        return tests.stream();
    }

    private static Player player(Engine engine) throws IOException, SQLException {
        SERVERS.of(engine).create("it_known");
        AppJvm jvm = AppJvm.start();
        Site site = new Site(engine, SERVERS.of(engine), "it_known", jvm);
        OPEN.add(site);
        OPEN.add(jvm);
        return new Player(site);
    }

    private static void play(Player player, Engine engine, Known known) throws Exception {
        Result result = player.play(History.told(engine), run -> known.telling().tell(new Story(run)));
        Assertions.assertThat(result.impossible())
                .as("what the database refused")
                .isNull();
        Ruling wrong = result.wrong();
        Assertions.assertThat(wrong == null ? "right" : wrong.verdict() + " " + wrong.why())
                .as(String.join("\n", result.log()))
                .isEqualTo("right");
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable open : OPEN) {
            open.close();
        }
        SERVERS.close();
    }
}
