package io.selfhealing.agent.quarantine;

import com.fasterxml.jackson.core.JsonGenerator;
import io.selfhealing.agent.sql.codec.UnkeepableException;
import io.selfhealing.agent.sql.codec.ValueCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The lines of the journal, line feed included; {@code docs/quarantine.md} describes them.
 */
final class JournalFormat {
    private JournalFormat() {}

    /** A line holds the values of one write, which may be large; a longer one than this process can take in is unreadable to it. */
    static int longestLine() {
        return (int) Math.min(
                Integer.MAX_VALUE / 4, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 16));
    }

    static byte[] taken(Ticket ticket, Instant time, List<LeftOut> values) throws QuarantineException {
        return line(ticket.id(), time, State.TAKEN, json -> {
            json.writeArrayFieldStart("values");
            for (LeftOut value : values) {
                writeLeftOut(json, value);
            }
            json.writeEndArray();
        });
    }

    /** @param state {@link State#OPEN} or {@link State#LANDED} */
    static byte[] ran(State state, Ticket ticket, Instant time, List<Map<String, Object>> keys)
            throws QuarantineException {
        return line(ticket.id(), time, state, json -> {
            json.writeArrayFieldStart("keys");
            for (Map<String, Object> key : keys) {
                writeKey(json, key);
            }
            json.writeEndArray();
        });
    }

    /** Of what became of the write it says nothing new. */
    static byte[] moved(RowFate.Moved moved) throws QuarantineException {
        return line(moved.row().ticket(), moved.at(), State.OPEN, json -> {
            json.writeObjectFieldStart("moved");
            json.writeNumberField("place", moved.row().place());
            json.writeFieldName("key");
            writeKey(json, moved.key());
            json.writeEndObject();
        });
    }

    static byte[] voided(Ticket ticket, Instant time) throws QuarantineException {
        return line(ticket.id(), time, State.VOID, json -> {});
    }

    static byte[] outcome(Outcome outcome) throws QuarantineException {
        return line(outcome.ticket(), outcome.time(), outcome.state(), json -> {
            json.writeNumberField("place", outcome.place());
            writeOutcome(json, outcome);
        });
    }

    private static void writeOutcome(JsonGenerator json, Outcome outcome) throws IOException {
        if (outcome.column() != null) {
            json.writeStringField("went_to", outcome.column());
        }
        if (!outcome.reason().isEmpty()) {
            json.writeStringField("reason", outcome.reason());
        }
    }

    static String entry(Entry entry) {
        try {
            byte[] line = line(entry.ticket(), entry.time(), entry.state(), json -> {
                json.writeStringField("id", entry.id());
                writeFields(json, entry.leftOut());
                if (entry.outcome() != null) {
                    json.writeStringField("settled", entry.outcome().time().toString());
                    writeOutcome(json, entry.outcome());
                }
            });
            return new String(line, StandardCharsets.US_ASCII).stripTrailing();
        } catch (QuarantineException e) {
            throw new IllegalStateException("it was kept, and cannot be kept", e);
        }
    }

    static void writeLeftOut(JsonGenerator json, LeftOut value)
            throws IOException, QuarantineException, UnkeepableException {
        json.writeStartObject();
        writeFields(json, value);
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, LeftOut value)
            throws IOException, QuarantineException, UnkeepableException {
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
        Origin origin = value.origin();
        if (origin != null) {
            json.writeObjectFieldStart("origin");
            json.writeStringField("database", origin.database());
            json.writeStringField("table", origin.table());
            json.writeEndObject();
        }
        if (value.moved() != null) {
            json.writeStringField("moved", value.moved().toString());
        }
        RowMark row = value.row();
        if (row != null) {
            writeRow(json, row);
        }
    }

    private static void writeRow(JsonGenerator json, RowMark row) throws IOException {
        json.writeObjectFieldStart("row");
        json.writeStringField("by", row.by());
        json.writeBooleanField("counted", row.counted());
        if (row.version() != null) {
            json.writeStringField("version", row.version());
        }
        json.writeObjectFieldStart("columns");
        for (Map.Entry<String, ColumnMark> column : row.columns().entrySet()) {
            ColumnMark mark = column.getValue();
            json.writeObjectFieldStart(column.getKey());
            json.writeStringField("sort", mark.sort());
            json.writeStringField("hash", mark.hash());
            json.writeNumberField("bits", mark.bits());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeKey(JsonGenerator json, Map<String, Object> key)
            throws IOException, QuarantineException, UnkeepableException {
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
        void writeTo(JsonGenerator json) throws IOException, QuarantineException, UnkeepableException;
    }

    private static byte[] line(String ticket, Instant time, State state, Fields fields) throws QuarantineException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = ValueCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("ticket", ticket);
            json.writeStringField("state", state.toString());
            json.writeStringField("time", time.toString());
            fields.writeTo(json);
            json.writeEndObject();
        } catch (UnkeepableException e) {
            throw new QuarantineException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
