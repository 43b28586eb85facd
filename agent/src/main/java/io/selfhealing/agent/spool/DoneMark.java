package io.selfhealing.agent.spool;

import com.fasterxml.jackson.databind.JsonNode;
import io.selfhealing.agent.sql.codec.UnkeepableException;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Ids of records that are done, as JSON. */
final class DoneMark {
    private DoneMark() {}

    static byte[] body(Ids ids) {
        try {
            return RecordJson.object(json -> {
                for (Map.Entry<UUID, Sequences> spool : ids.spools().entrySet()) {
                    json.writeArrayFieldStart(spool.getKey().toString());
                    for (Sequences.Span span : spool.getValue().spans()) {
                        json.writeNumber(span.first());
                        json.writeNumber(span.last());
                    }
                    json.writeEndArray();
                }
            });
        } catch (UnkeepableException e) {
            throw new IllegalStateException(e);
        }
    }

    static void read(byte[] body, Ids into) throws IOException {
        for (Map.Entry<String, JsonNode> spool : RecordJson.tree(body).properties()) {
            UUID id = UUID.fromString(spool.getKey());
            for (int i = 0; i + 1 < spool.getValue().size(); i += 2) {
                into.addSpan(
                        id,
                        spool.getValue().path(i).longValue(),
                        spool.getValue().path(i + 1).longValue());
            }
        }
    }
}
