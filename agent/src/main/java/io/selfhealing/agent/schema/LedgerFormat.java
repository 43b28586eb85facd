package io.selfhealing.agent.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's files: one JSON object, of which {@code database}, {@code schema} and {@code table} say whose past it is.
 * {@link #VERSION} goes up with every change that an older or newer agent would not understand.
 */
final class LedgerFormat {
    static final int VERSION = 1;

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantDeserializer()))
            .build();

    private LedgerFormat() {}

    record Content(
            int version,
            String database,
            String schema,
            String table,
            List<TableSnapshot> shapes,
            List<WitnessedRename> renames) {}

    static byte[] write(Ledger.Key key, Past past) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new Content(
                        VERSION, key.database().text(), key.schema(), key.table(), past.shapes(), past.renames()));
    }

    static Past read(byte[] bytes, Ledger.Key key) throws IOException {
        Content content;
        try {
            content = JSON.readValue(bytes, Content.class);
        } catch (IOException e) {
            throw new CorruptLedgerException("not a ledger file", e);
        }
        if (content == null || content.version() != VERSION) {
            throw new CorruptLedgerException("not of version " + VERSION, null);
        }
        if (!key.database().text().equals(content.database())
                || !key.schema().equals(content.schema())
                || !key.table().equals(content.table())) {
            throw new CorruptLedgerException("it speaks of another table", null);
        }
        try {
            if (content.shapes().stream().allMatch(shape -> sound(shape, key))) {
                return new Past(content.shapes(), content.renames());
            }
        } catch (NullPointerException e) {
            throw new CorruptLedgerException("something is missing in it", e);
        }
        throw new CorruptLedgerException("something is missing in it", null);
    }

    /** Null where no shape is in it. */
    static @Nullable KnownTable table(byte[] bytes) throws IOException {
        JsonNode names = JSON.readTree(bytes);
        String database = names.path("database").asText();
        Ledger.Key key = new Ledger.Key(
                new DatabaseIdentity(database, true),
                names.path("schema").asText(),
                names.path("table").asText());
        List<TableSnapshot> shapes = read(bytes, key).shapes();
        return shapes.isEmpty() ? null : new KnownTable(database, key.schema(), key.table(), shapes);
    }

    /** JSON may leave out what the records hold for certain. */
    @SuppressWarnings("ConstantValue")
    static boolean sound(TableSnapshot shape, Ledger.Key key) {
        return key.schema().equals(shape.schema())
                && key.table().equals(shape.name())
                && shape.kind() != null
                && shape.seen() != null
                && shape.columns().stream()
                        .allMatch(column -> column.name() != null
                                && column.type() != null
                                && column.type().name() != null
                                && column.type().family() != null
                                && column.source() != null
                                && column.comment() != null);
    }

    private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not an instant");
            }
        }
    }
}
