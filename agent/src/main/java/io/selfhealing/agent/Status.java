package io.selfhealing.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.admin.Release;
import io.selfhealing.agent.event.EventCounts;
import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.intercept.Handler;
import io.selfhealing.agent.intercept.ModeSwitch;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the agent says of itself: never a value, and nothing that only the application's database may know. */
final class Status {
    private final ModeSwitch mode;
    private final Handler handler;
    private final EventCounts counts;
    private final Instant started;
    private final Map<String, Supplier<?>> parts = new ConcurrentHashMap<>();

    Status(ModeSwitch mode, Handler handler, EventCounts counts, Instant started) {
        this.mode = mode;
        this.handler = handler;
        this.counts = counts;
        this.started = started;
    }

    /** Adds something to tell, which is asked each time: what Jackson makes of it stands under that name. */
    void add(String name, Supplier<?> part) {
        parts.put(name, part);
    }

    ObjectNode told() {
        JsonMapper json = new JsonMapper();
        ObjectNode told = json.createObjectNode();
        told.put("pid", ProcessHandle.current().pid());
        told.put("version", Release.version());
        told.put("mode", mode.mode().toString());
        told.put("started", started.toString());
        told.set("databases", json.valueToTree(databases()));
        told.set("events", json.valueToTree(events()));
        told.put("swallowed_errors", SelfHealingDoor.swallowed());
        parts.forEach((name, part) -> told.set(name, json.valueToTree(part.get())));
        return told;
    }

    Instant started() {
        return started;
    }

    List<String> databases() {
        return handler.databases();
    }

    /** Events since the start, by kind; all kinds. */
    Map<String, Long> events() {
        Map<String, Long> events = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            events.put(kind.toString(), counts.of(kind));
        }
        return events;
    }
}
