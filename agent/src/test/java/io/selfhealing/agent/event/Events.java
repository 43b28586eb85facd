package io.selfhealing.agent.event;

import java.util.List;
import java.util.Map;

/** Events for tests. */
final class Events {
    private Events() {}

    static HealEvent healed(String table) {
        return new HealEvent.Healed(
                "postgresql://localhost/app",
                table,
                Map.of("sender", "role"),
                List.of(new Reason("identity", 1, "attribute 3")),
                "INSERT INTO " + table + " (sender) VALUES (?)",
                "INSERT INTO " + table + " (role) VALUES (?)",
                120);
    }

    static HealEvent refused(String reason) {
        return new HealEvent.Refused("h2:mem:app", "orders", "UPDATE orders SET x = ?", reason, 7);
    }
}
