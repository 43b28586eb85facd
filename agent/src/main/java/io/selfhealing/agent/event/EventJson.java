package io.selfhealing.agent.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event as a line of JSON, line feed included; {@code docs/events.md} describes it. */
public final class EventJson {
    private final Supplier<Mode> mode;

    EventJson(Supplier<Mode> mode) {
        this.mode = mode;
    }

    /** What a decision came to, as a JSON object: the fields of its event but when and where it happened. */
    public static String ofDecision(HealEvent event) {
        return new String(line(json -> writeDecisionAndReason(json, event)), StandardCharsets.UTF_8).strip();
    }

    byte[] line(Counted counted) {
        return line(json -> {
            HealEvent event = counted.last().event();
            begin(json, counted.last().time(), event.kind());
            writeDecision(json, event);
            json.writeStringField("thread", counted.last().thread());
            json.writeNumberField("duration_us", event.durationMicros());
            json.writeStringField("mode", mode.get().toString());
            if (event.reason() != null) {
                json.writeStringField("reason", event.reason());
            }
            if (counted.count() > 1) {
                json.writeNumberField("count", counted.count());
            }
        });
    }

    /** What was decided, without when and where. */
    private static void writeDecision(JsonGenerator json, HealEvent event) throws IOException {
        json.writeStringField("database", event.database());
        json.writeStringField("table", event.table());
        writeMapping(json, event.mapping());
        writeEvidence(json, event);
        json.writeStringField("original_sql", event.originalSql());
        json.writeStringField("healed_sql", event.healedSql());
        Provenance provenance = event.provenance();
        if (!provenance.explanation().isEmpty()) {
            writeExplanation(json, provenance.explanation());
        }
        if (!provenance.types().isEmpty()) {
            json.writeObjectFieldStart("types");
            for (Map.Entry<String, String> type : provenance.types().entrySet()) {
                json.writeStringField(type.getKey(), type.getValue());
            }
            json.writeEndObject();
        }
        if (provenance.callSite() != null) {
            json.writeStringField("call_site", provenance.callSite());
        }
    }

    private static void writeDecisionAndReason(JsonGenerator json, HealEvent event) throws IOException {
        writeDecision(json, event);
        if (event.reason() != null) {
            json.writeStringField("reason", event.reason());
        }
    }

    byte[] dropped(Instant now, long count) {
        return line(json -> {
            begin(json, now, EventKind.DROPPED);
            json.writeNumberField("count", count);
        });
    }

    private static void begin(JsonGenerator json, Instant time, EventKind kind) throws IOException {
        json.writeStringField("time", time.toString());
        json.writeStringField("kind", kind.toString());
    }

    private static void writeMapping(JsonGenerator json, Map<String, @Nullable String> mapping) throws IOException {
        if (mapping.isEmpty()) {
            json.writeNullField("mapping");
            return;
        }
        json.writeObjectFieldStart("mapping");
        for (Map.Entry<String, @Nullable String> pair : mapping.entrySet()) {
            json.writeStringField(pair.getKey(), pair.getValue());
        }
        json.writeEndObject();
    }

    private static void writeEvidence(JsonGenerator json, HealEvent event) throws IOException {
        json.writeArrayFieldStart("evidence");
        for (Reason reason : event.evidence()) {
            json.writeStartObject();
            json.writeStringField("kind", reason.kind());
            json.writeNumberField("confidence", reason.confidence());
            json.writeStringField("detail", reason.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeExplanation(JsonGenerator json, List<RungAnswer> answers) throws IOException {
        json.writeArrayFieldStart("explanation");
        for (RungAnswer answer : answers) {
            json.writeStartObject();
            json.writeStringField("column", answer.column());
            json.writeStringField("rung", answer.rung());
            json.writeStringField("answer", answer.answer());
            if (answer.target() != null) {
                json.writeStringField("target", answer.target());
            }
            if (answer.confidence() > 0) {
                json.writeNumberField("confidence", answer.confidence());
            }
            if (!answer.detail().isEmpty()) {
                json.writeStringField("detail", answer.detail());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Loaded with the first event: a day without one should not pay for it. */
    private static final class Json {
        static final JsonFactory FACTORY = new JsonFactory();
    }

    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Through characters, not bytes: half a surrogate pair becomes a question mark there, and an exception here. */
    private static byte[] line(Fields fields) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] line = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        String whole = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
        // Whoever looks into the file with cat or tail must not be steered by a name; a reader of JSON sees no
        // difference.
        return Printable.isNeededFor(whole) ? (Printable.line(whole) + '\n').getBytes(StandardCharsets.UTF_8) : line;
    }
}
