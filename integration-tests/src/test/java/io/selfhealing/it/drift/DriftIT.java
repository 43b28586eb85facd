package io.selfhealing.it.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Servers;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Histories from fixed seeds, each of which ends with every value in its place. */
class DriftIT {
    private static final int HISTORIES = 300;

    @Test
    void everyValueIsInItsPlace() throws IOException, SQLException, InterruptedException {
        Plan wanted = Plan.ofProperties();
        int engines = Engine.chosen().size();
        Plan plan = new Plan(
                HISTORIES / engines,
                wanted.seed(),
                wanted.from(),
                wanted.features(),
                wanted.workers(),
                HISTORIES,
                5,
                "");
        try (Servers servers = new Servers()) {
            for (Engine engine : Engine.chosen()) {
                Tally tally = new Machine(engine, servers.of(engine), plan, line -> {}).run();
                assertThat(tally.findings()).as(tally.figures()).isEmpty();
                assertThat(tally.healed()).as(tally.figures()).isPositive();
            }
        }
    }
}
