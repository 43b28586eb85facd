package io.selfhealing.agent.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.selfhealing.agent.config.BoundedLines;
import io.selfhealing.agent.event.EventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the event log of a home, oldest first. A line that was torn by the end of a process is no event. */
final class SeenEvents {
    /** The events' own lines are far shorter: their statements are cut. */
    private static final int LONGEST = 1 << 20;

    private SeenEvents() {}

    static void forEach(Path home, Consumer<SeenEvent> action) throws IOException {
        JsonMapper mapper = new JsonMapper();
        for (Path file : EventLog.files(home)) {
            try (BoundedLines lines = BoundedLines.of(file, StandardCharsets.UTF_8, LONGEST)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    one(mapper, line, action);
                }
            } catch (NoSuchFileException e) {
                // Not written yet, or moved up in this moment.
            }
        }
    }

    private static void one(JsonMapper mapper, String line, Consumer<SeenEvent> action) {
        SeenEvent event;
        try {
            event = SeenEvent.of(mapper.readTree(line));
        } catch (JsonProcessingException e) {
            return;
        }
        if (event != null) {
            action.accept(event);
        }
    }
}
