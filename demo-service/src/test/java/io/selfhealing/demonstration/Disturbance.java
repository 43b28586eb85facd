package io.selfhealing.demonstration;

import io.selfhealing.demonstration.Write.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** What happens to the database in the middle of an act, past the service. */
sealed interface Disturbance permits SchemaChange, Outage {
    void begin(DatabaseServer server, ShopDatabase database) throws IOException, SQLException, InterruptedException;

    /** How long it lasts; zero where it is over at once. */
    default Duration length() {
        return Duration.ZERO;
    }

    default void end(DatabaseServer server) throws IOException, SQLException {}

    /** When the service alone must fail of it. */
    Moment breaks();
}
