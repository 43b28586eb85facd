package io.selfhealing.demonstration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the service keeps: one table, one path each. Every value but two small ones carries the write's marker. */
enum Kind {
    MESSAGE("messages", "/api/messages") {
        @Override
        Map<String, Object> body(String marker, int number) {
            return object("sender", "sender-" + marker, "message", "message " + marker, "metadata", "meta-" + marker);
        }
    },
    ORDER("orders", "/api/orders") {
        @Override
        Map<String, Object> body(String marker, int number) {
            return object(
                    "customer",
                    "customer-" + marker,
                    "item",
                    "item-" + marker,
                    "quantity",
                    number % 90 + 10,
                    "coupon",
                    "COUPON-" + marker);
        }
    },
    EVENT("events", "/api/events") {
        @Override
        Map<String, Object> body(String marker, int number) {
            return object(
                    "type",
                    "type-" + marker,
                    "source",
                    "source-" + marker,
                    "priority",
                    Integer.toString(number % 9 + 1),
                    "payload",
                    object("marker", marker, "number", number));
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String table;
    private final String path;

    Kind(String table, String path) {
        this.table = table;
        this.path = path;
    }

    String table() {
        return table;
    }

    String path() {
        return path;
    }

    /** The names of the values in the service's JSON. */
    List<String> fields() {
        return List.copyOf(body("", 0).keySet());
    }

    /** The column that the service's own SQL writes the field to. */
    String originalColumn(String field) {
        return field.equals("type") ? "event_type" : field;
    }

    /** What is posted for this write. */
    abstract Map<String, Object> body(String marker, int number);

    /** The request's body as text. */
    String json(String marker, int number) {
        return JSON.writeValueAsString(body(marker, number));
    }

    /** Whether a column's text is the value that was posted. JSON is compared as JSON: databases reformat it. */
    boolean isValue(String field, Object posted, String stored) {
        return posted instanceof Map
                ? JSON.valueToTree(posted).equals(JSON.readTree(stored))
                : posted.toString().equals(stored);
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return body;
    }
}
