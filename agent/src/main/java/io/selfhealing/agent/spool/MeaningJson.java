package io.selfhealing.agent.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a write meant, as JSON; {@code FORMAT.md} describes it. */
final class MeaningJson {
    private MeaningJson() {}

    static void write(JsonGenerator json, Meaning meaning) throws IOException {
        json.writeObjectFieldStart("meant");
        json.writeStringField("schema", meaning.schema());
        json.writeStringField("table", meaning.table());
        if (meaning.identity() != null) {
            json.writeStringField("identity", meaning.identity());
        }
        json.writeStringField("layout", meaning.layout());
        json.writeObjectFieldStart("columns");
        for (Map.Entry<String, Meaning.Column> column : meaning.columns().entrySet()) {
            json.writeObjectFieldStart(column.getKey());
            if (column.getValue().identity() != null) {
                json.writeStringField("identity", column.getValue().identity());
            }
            json.writeStringField("type", column.getValue().type());
            json.writeEndObject();
        }
        json.writeEndObject();
        Meaning.Assumption assumption = meaning.assumption();
        if (assumption != null) {
            json.writeObjectFieldStart("assumed");
            json.writeStringField("entrance", assumption.entrance());
            json.writeArrayFieldStart("path");
            for (String schema : assumption.path()) {
                json.writeString(schema);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static Meaning.@Nullable Assumption assumption(JsonNode json) {
        if (json.isMissingNode()) {
            return null;
        }
        List<String> path = new ArrayList<>();
        json.path("path").forEach(schema -> path.add(schema.asText()));
        return new Meaning.Assumption(RecordJson.text(json, "entrance"), path);
    }

    /** Null where an earlier version wrote the record. Throws IllegalArgumentException where it is no meaning. */
    static @Nullable Meaning read(JsonNode json) {
        if (json.isMissingNode()) {
            return null;
        }
        Map<String, Meaning.Column> columns = new LinkedHashMap<>();
        json.path("columns")
                .properties()
                .forEach(each -> columns.put(
                        each.getKey(),
                        new Meaning.Column(identity(each.getValue()), RecordJson.text(each.getValue(), "type"))));
        return new Meaning(
                RecordJson.text(json, "schema"),
                RecordJson.text(json, "table"),
                identity(json),
                RecordJson.text(json, "layout"),
                columns,
                assumption(json.path("assumed")));
    }

    private static @Nullable String identity(JsonNode json) {
        return json.has("identity") ? RecordJson.text(json, "identity") : null;
    }
}
