package io.selfhealing.agent.spool;

import com.fasterxml.jackson.databind.JsonNode;
import io.selfhealing.agent.sql.codec.UnkeepableException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says of itself.
 *
 * @param segment its number
 * @param previous the segment before it; 0 where there was none
 * @param previousLength in bytes; what is behind it was not acknowledged, and never counts
 * @param key id of the key with which its records are encrypted; null where they are not
 */
record Opening(
        long segment,
        long previous,
        long previousLength,
        @Nullable String key) {
    byte[] body(Instant time) {
        try {
            return RecordJson.object(json -> {
                json.writeStringField("time", time.toString());
                json.writeNumberField("segment", segment);
                json.writeNumberField("previous", previous);
                json.writeNumberField("previous_length", previousLength);
                if (key != null) {
                    json.writeStringField("key", key);
                }
            });
        } catch (UnkeepableException e) {
            throw new IllegalStateException(e);
        }
    }

    static Opening read(byte[] body) throws IOException {
        JsonNode json = RecordJson.tree(body);
        return new Opening(
                number(json, "segment"),
                number(json, "previous"),
                number(json, "previous_length"),
                json.path("key").isTextual() ? json.path("key").textValue() : null);
    }

    private static long number(JsonNode json, String field) {
        if (!json.path(field).canConvertToLong()) {
            throw new IllegalArgumentException("no " + field);
        }
        return json.path(field).longValue();
    }
}
