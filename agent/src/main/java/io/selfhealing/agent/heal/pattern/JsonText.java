package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object of the application as JSON, through {@code java.*} interfaces and record accessors only: the agent's
 * Jackson must not be let loose on classes that it does not know. What has no certain JSON form is refused. Used once.
 */
final class JsonText {
    private static final int DEEPEST = 32;
    private static final int LONGEST = 1 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    /** The object has no JSON form, or too large a one. */
    static final class NotWritableException extends RuntimeException {
        NotWritableException(String reason) {
            super(reason, null, false, false);
        }
    }

    private final StringWriter text = new StringWriter();
    private long written;

    String write(Object value) throws IOException, ReflectiveOperationException {
        try (JsonGenerator json = JSON.createGenerator(text)) {
            any(json, value, 0);
        }
        return text.toString();
    }

    private void any(JsonGenerator json, @Nullable Object value, int depth)
            throws IOException, ReflectiveOperationException {
        if (depth > DEEPEST) {
            throw new NotWritableException("nested deeper than " + DEEPEST);
        }
        spend(1);
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            map(json, map, depth);
        } else if (value instanceof Collection<?> collection) {
            json.writeStartArray();
            for (Object element : collection) {
                any(json, element, depth + 1);
            }
            json.writeEndArray();
        } else if (value.getClass().isArray() && !(value instanceof byte[])) {
            array(json, value, depth);
        } else if (value instanceof Record owner) {
            components(json, owner, depth);
        } else {
            scalar(json, value);
        }
    }

    private void map(JsonGenerator json, Map<?, ?> map, int depth) throws IOException, ReflectiveOperationException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new NotWritableException("a key that is no string");
            }
            spend(key.length());
            json.writeFieldName(key);
            any(json, entry.getValue(), depth + 1);
        }
        json.writeEndObject();
    }

    private void array(JsonGenerator json, Object array, int depth) throws IOException, ReflectiveOperationException {
        json.writeStartArray();
        for (int i = 0; i < Array.getLength(array); i++) {
            any(json, Array.get(array, i), depth + 1);
        }
        json.writeEndArray();
    }

    private void components(JsonGenerator json, Record owner, int depth)
            throws IOException, ReflectiveOperationException {
        json.writeStartObject();
        for (RecordComponent component : owner.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            json.writeFieldName(component.getName());
            any(json, accessor.invoke(owner), depth + 1);
        }
        json.writeEndObject();
    }

    private void scalar(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String string) {
            string(json, string);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            number(json, number);
        } else if (value instanceof Enum<?> constant) {
            string(json, constant.name());
        } else if (value instanceof UUID || value instanceof Character || isMoment(value)) {
            string(json, value.toString());
        } else {
            throw new NotWritableException("an object of a class without a JSON form");
        }
    }

    private static boolean isMoment(Object value) {
        return value instanceof TemporalAccessor && value.getClass().getName().startsWith("java.time.");
    }

    private void string(JsonGenerator json, String value) throws IOException {
        spend(value.length());
        json.writeString(value);
    }

    private static void number(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number.getClass() == BigInteger.class) {
            json.writeNumber((BigInteger) number);
        } else if (number.getClass() == BigDecimal.class) {
            json.writeNumber((BigDecimal) number);
        } else if (number instanceof Double real && Double.isFinite(real)) {
            json.writeNumber(real);
        } else if (number instanceof Float real && Float.isFinite(real)) {
            json.writeNumber(real);
        } else {
            throw new NotWritableException("a number without a JSON form");
        }
    }

    /** Bounds time and memory whatever the object is, a cycle included. */
    private void spend(int characters) {
        written += characters;
        if (written > LONGEST) {
            throw new NotWritableException("longer than " + LONGEST + " characters");
        }
    }
}
