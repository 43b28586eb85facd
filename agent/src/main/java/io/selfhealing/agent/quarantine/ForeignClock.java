package io.selfhealing.agent.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Tells values of {@code java.sql} and {@code java.util.Date} that were read off a clock which this JVM's zone does not show: a
 * driver would write another time than the application saw.
 */
final class ForeignClock {
    private ForeignClock() {}

    /** Whether the value or the key of a line has one. */
    static boolean isIn(JsonNode value) {
        if (isOne(value.path("value"))) {
            return true;
        }
        for (JsonNode column : value.path("key")) {
            if (isOne(column)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(JsonNode value) {
        String type = value.path("type").asText();
        if (!type.startsWith("sql_") && !type.equals("util_date")) {
            return false;
        }
        OffsetDateTime moment = OffsetDateTime.parse(value.path("value").asText());
        return !ZoneId.systemDefault().getRules().getOffset(moment.toInstant()).equals(moment.getOffset());
    }
}
