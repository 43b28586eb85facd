package io.selfhealing.demonstration;

import io.selfhealing.demonstration.Write.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** The server is killed, without a word to anybody, and started again. */
record Outage(Duration length) implements Disturbance {
    @Override
    public void begin(DatabaseServer server, ShopDatabase database) throws IOException {
        server.kill();
    }

    @Override
    public void end(DatabaseServer server) throws IOException, SQLException {
        server.restart();
    }

    @Override
    public Moment breaks() {
        return Moment.DURING;
    }
}
