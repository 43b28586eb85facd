package io.selfhealing.agent.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log.
 *
 * @param number from 1
 * @param previous SHA-256 of the line before it, without its end, in hexadecimal; zeros before the first
 */
record AuditLine(long number, Instant time, long process, AuditEntry entry, String previous) {
    static final String START = "0".repeat(64);

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Without the end of the line. */
    byte[] bytes() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("n", number);
        json.put("time", time.toString());
        json.put("process", process);
        json.put("who", entry.who());
        json.put("act", entry.act());
        json.put("on", entry.on());
        json.put("why", entry.why());
        json.put("previous", previous);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Null for what is no such line. */
    static @Nullable AuditLine read(byte[] line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (json == null
                    || !json.path("n").canConvertToLong()
                    || !json.path("previous").isTextual()) {
                return null;
            }
            AuditEntry entry = new AuditEntry(
                    json.path("who").asText(),
                    json.path("act").asText(),
                    json.path("on").asText(),
                    json.path("why").asText());
            return new AuditLine(
                    json.path("n").asLong(),
                    Instant.parse(json.path("time").asText()),
                    json.path("process").asLong(),
                    entry,
                    json.path("previous").asText());
        } catch (IOException | DateTimeException e) {
            return null;
        }
    }

    static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every JVM has it.
        }
    }
}
