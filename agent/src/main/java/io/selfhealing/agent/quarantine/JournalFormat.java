package io.selfhealing.agent.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The lines of the journal, line feed included; {@code docs/quarantine.md} describes them.
 *
 * <p>ASCII only: half a surrogate pair, which a Java string may hold, survives as an escape and as nothing else.
 */
final class JournalFormat {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JournalFormat() {}

    static byte[] taken(Ticket ticket, Instant time, List<LeftOut> values) throws QuarantineException {
        return line(ticket.id(), time, State.TAKEN, json -> {
            json.writeArrayFieldStart("values");
            for (LeftOut value : values) {
                writeLeftOut(json, value);
            }
            json.writeEndArray();
        });
    }

    static byte[] landed(Ticket ticket, Instant time, List<Map<String, Object>> keys) throws QuarantineException {
        return line(ticket.id(), time, State.LANDED, json -> {
            json.writeArrayFieldStart("keys");
            for (Map<String, Object> key : keys) {
                writeKey(json, key);
            }
            json.writeEndArray();
        });
    }

    static byte[] voided(Ticket ticket, Instant time) throws QuarantineException {
        return line(ticket.id(), time, State.VOID, json -> {});
    }

    static String entry(Entry entry) {
        try {
            byte[] line = line(entry.ticket(), entry.time(), entry.state(), json -> writeFields(json, entry.leftOut()));
            return new String(line, StandardCharsets.US_ASCII).stripTrailing();
        } catch (QuarantineException e) {
            throw new IllegalStateException("it was kept, and cannot be kept", e);
        }
    }

    private static void writeLeftOut(JsonGenerator json, LeftOut value) throws IOException, QuarantineException {
        json.writeStartObject();
        writeFields(json, value);
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, LeftOut value) throws IOException, QuarantineException {
        json.writeStringField("database", value.database());
        json.writeStringField("table", value.table());
        json.writeStringField("column", value.column());
        json.writeFieldName("value");
        ValueCodec.write(json, value.value());
        json.writeStringField("statement", value.statement());
        json.writeFieldName("key");
        if (value.key() == null) {
            json.writeNull();
        } else {
            writeKey(json, value.key());
        }
    }

    private static void writeKey(JsonGenerator json, Map<String, Object> key) throws IOException, QuarantineException {
        json.writeStartObject();
        for (Map.Entry<String, Object> column : key.entrySet()) {
            if (column.getValue() == null) {
                throw new QuarantineException("no row is found by a key that is null: " + column.getKey());
            }
            json.writeFieldName(column.getKey());
            ValueCodec.write(json, column.getValue());
        }
        json.writeEndObject();
    }

    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException, QuarantineException;
    }

    private static byte[] line(String ticket, Instant time, State state, Fields fields) throws QuarantineException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("ticket", ticket);
            json.writeStringField("state", state.toString());
            json.writeStringField("time", time.toString());
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
