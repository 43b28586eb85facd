package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Servers;
import java.io.IOException;
import java.sql.SQLException;

/** Plays as many histories as the system properties say on each database of {@code db.products}; ends with an error if one came out wrong. */
public final class Drift {
    private Drift() {}

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        int wrong = 0;
        try (Servers servers = new Servers()) {
            for (Engine engine : Engine.chosen()) {
                Tally tally = new Machine(engine, servers.of(engine), Plan.ofProperties(), System.out::println).run();
                wrong += tally.wrong();
                System.out.println("# " + engine + "\n" + tally.figures());
                tally.findings().forEach(System.out::println);
            }
        }
        System.exit(wrong > 0 ? 1 : 0);
    }
}
