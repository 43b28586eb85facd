package io.selfhealing.agent.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.sql.codec.UnkeepableException;
import io.selfhealing.agent.sql.codec.ValueCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records and dead letters as JSON; {@code FORMAT.md} describes them. */
final class RecordJson {
    private static final ObjectMapper MAPPER = new ObjectMapper(ValueCodec.JSON);

    private RecordJson() {}

    interface Fields {
        void writeTo(JsonGenerator json) throws IOException, UnkeepableException;
    }

    /** An object with these fields, in ASCII. */
    static byte[] object(Fields fields) throws UnkeepableException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = ValueCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] record(Instant time, Transaction transaction) throws UnkeepableException {
        return object(json -> writeRecord(json, time, transaction));
    }

    static byte[] deadLetter(DeadLetter letter) throws UnkeepableException {
        return object(json -> writeDeadLetter(json, letter));
    }

    static String text(SpoolRecord record) {
        return text(json -> {
            json.writeStringField("id", record.id().toString());
            writeRecord(json, record.time(), record.transaction());
        });
    }

    static String text(DeadLetter letter) {
        return text(json -> writeDeadLetter(json, letter));
    }

    private static String text(Fields fields) {
        try {
            return new String(object(fields), StandardCharsets.US_ASCII);
        } catch (UnkeepableException e) {
            throw new IllegalStateException("it was kept, and cannot be kept", e);
        }
    }

    private static void writeDeadLetter(JsonGenerator json, DeadLetter letter) throws IOException, UnkeepableException {
        json.writeStringField("id", letter.record().id().toString());
        json.writeStringField("reason", letter.reason());
        json.writeStringField("given_up", letter.time().toString());
        writeRecord(json, letter.record().time(), letter.record().transaction());
    }

    private static void writeRecord(JsonGenerator json, Instant time, Transaction transaction)
            throws IOException, UnkeepableException {
        json.writeStringField("time", time.toString());
        json.writeStringField("database", transaction.database());
        json.writeStringField("schema", transaction.schemaVersion());
        if (transaction.identity() != null) {
            json.writeStringField("identity", transaction.identity());
        }
        RecordId proof = transaction.proof();
        if (proof != null) {
            json.writeStringField("proof", proof.toString());
        }
        json.writeArrayFieldStart("writes");
        for (Write write : transaction.writes()) {
            json.writeStartObject();
            writeWrite(json, write);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeWrite(JsonGenerator json, Write write) throws IOException, UnkeepableException {
        json.writeStringField("table", write.table());
        json.writeStringField("statement", write.statement());
        json.writeArrayFieldStart("parameters");
        for (Parameter parameter : write.parameters()) {
            writeParameter(json, parameter);
        }
        json.writeEndArray();
        Map<String, Object> key = write.key();
        if (key != null) {
            json.writeObjectFieldStart("key");
            for (Map.Entry<String, Object> column : key.entrySet()) {
                json.writeFieldName(column.getKey());
                ValueCodec.write(json, column.getValue());
            }
            json.writeEndObject();
        }
        if (write.meaning() != null) {
            MeaningJson.write(json, write.meaning());
        }
    }

    private static void writeParameter(JsonGenerator json, Parameter parameter)
            throws IOException, UnkeepableException {
        json.writeStartObject();
        if (parameter.sqlType() != null) {
            json.writeNumberField("sql", parameter.sqlType());
        }
        if (parameter.typeName() != null) {
            json.writeStringField("name", parameter.typeName());
        }
        json.writeFieldName("value");
        ValueCodec.write(json, parameter.value());
        json.writeEndObject();
    }

    /** Throws IllegalArgumentException, or another RuntimeException, where the JSON is not a record's. */
    static SpoolRecord readRecord(RecordId id, byte[] body) throws IOException {
        return readRecord(id, MAPPER.readTree(body));
    }

    static DeadLetter readDeadLetter(byte[] body) throws IOException {
        JsonNode json = MAPPER.readTree(body);
        SpoolRecord record = readRecord(RecordId.parse(text(json, "id")), json);
        return new DeadLetter(record, text(json, "reason"), Instant.parse(text(json, "given_up")));
    }

    private static SpoolRecord readRecord(RecordId id, JsonNode json) {
        List<Write> writes = new ArrayList<>();
        for (JsonNode write : json.path("writes")) {
            writes.add(readWrite(write));
        }
        Transaction transaction = new Transaction(
                text(json, "database"),
                text(json, "schema"),
                writes,
                json.has("identity") ? text(json, "identity") : null,
                json.has("proof") ? RecordId.parse(text(json, "proof")) : null);
        return new SpoolRecord(id, Instant.parse(text(json, "time")), transaction);
    }

    private static Write readWrite(JsonNode json) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode each : json.path("parameters")) {
            Integer sqlType = each.path("sql").isInt() ? each.path("sql").intValue() : null;
            String typeName = each.path("name").isTextual() ? each.path("name").textValue() : null;
            parameters.add(new Parameter(ValueCodec.read(each.path("value")), sqlType, typeName));
        }
        return new Write(
                text(json, "table"),
                text(json, "statement"),
                parameters,
                readKey(json.path("key")),
                MeaningJson.read(json.path("meant")));
    }

    private static @Nullable Map<String, Object> readKey(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, Object> key = new LinkedHashMap<>();
        json.properties()
                .forEach(
                        column -> key.put(column.getKey(), Objects.requireNonNull(ValueCodec.read(column.getValue()))));
        return key;
    }

    /** The root of a body in JSON. */
    static JsonNode tree(byte[] body) throws IOException {
        return MAPPER.readTree(body);
    }

    static String text(JsonNode json, String field) {
        JsonNode text = json.path(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("no " + field);
        }
        return text.textValue();
    }
}
