package io.selfhealing.agent.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsToldIsInTheRecording() throws Exception {
        Path file = directory.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            Flight.heal("healed", "postgresql://localhost/app", "public.messages", "{sender=role}", 120);
            Flight.spoolAppend("postgresql://localhost/app", 2).over();
            Flight.spoolReplay(100).over();
            Flight.Leg leg = Flight.schemaRefresh("postgresql://localhost/app", "messages");
            Thread.sleep(5);
            leg.over();
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.selfhealing."))
                .toList();
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .containsExactlyInAnyOrder(
                        "io.selfhealing.Heal",
                        "io.selfhealing.SpoolAppend",
                        "io.selfhealing.SpoolReplay",
                        "io.selfhealing.SchemaRefresh");
        assertThat(named(events, "Heal").getString("table")).isEqualTo("public.messages");
        assertThat(named(events, "Heal").getDuration("agentTime").toNanos()).isEqualTo(120_000);
        assertThat(named(events, "SpoolAppend").getInt("writes")).isEqualTo(2);
        assertThat(named(events, "SpoolReplay").getInt("records")).isEqualTo(100);
        assertThat(named(events, "SchemaRefresh").getDuration().toMillis()).isGreaterThanOrEqualTo(4);
    }

    private static RecordedEvent named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().endsWith("." + name))
                .findFirst()
                .orElseThrow();
    }
}
