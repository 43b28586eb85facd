package io.selfhealing.agent.sql.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON, so that they come back exactly, of the same class: {@code {"type":"decimal","value":"12.30"}}. Arrays
 * name the type of their elements, {@code {"type":"array","of":"int","value":[…]}}; of a primitive type as {@code int!}, of
 * an array as {@code int[]}, of anything as {@code object}.
 */
public final class ValueCodec {
    /** ASCII only: half a surrogate pair, which a Java string may hold, survives as an escape and as nothing else. */
    public static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Map<Class<?>, String> TAGS = new HashMap<>();
    private static final Map<String, Class<?>> CLASSES = new HashMap<>();
    private static final Map<String, Scalar<?>> SCALARS = new HashMap<>();

    static {
        Scalar.all().forEach(scalar -> {
            SCALARS.put(scalar.tag(), scalar);
            name(scalar.type(), scalar.tag());
        });
        name(Object.class, "object");
        name(boolean.class, "boolean!");
        name(char.class, "char!");
        name(short.class, "short!");
        name(int.class, "int!");
        name(long.class, "long!");
        name(float.class, "float!");
        name(double.class, "double!");
    }

    private ValueCodec() {}

    private static void name(Class<?> type, String tag) {
        TAGS.put(type, tag);
        CLASSES.put(tag, type);
    }

    /**
     * Writes the value as an object.
     *
     * @throws UnkeepableException where a value of this class cannot be kept, or this value would not come back as it was
     */
    public static void write(JsonGenerator json, @Nullable Object value) throws IOException, UnkeepableException {
        json.writeStartObject();
        if (value == null) {
            json.writeStringField("type", "null");
        } else if (value.getClass().isArray() && value.getClass() != byte[].class) {
            writeArray(json, value);
        } else {
            Scalar<?> scalar = SCALARS.get(tag(value.getClass()));
            String text = scalar == null ? null : textOf(scalar, value);
            if (scalar == null || text == null) {
                throw refusal(value.getClass());
            }
            json.writeStringField("type", scalar.tag());
            json.writeStringField("value", text);
        }
        json.writeEndObject();
    }

    private static @Nullable String textOf(Scalar<?> scalar, Object value) {
        try {
            return scalar.textOf(value);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static void writeArray(JsonGenerator json, Object array) throws IOException, UnkeepableException {
        json.writeStringField("type", "array");
        json.writeStringField("of", tag(array.getClass().getComponentType()));
        json.writeArrayFieldStart("value");
        for (int i = 0; i < Array.getLength(array); i++) {
            write(json, Array.get(array, i));
        }
        json.writeEndArray();
    }

    private static String tag(Class<?> type) throws UnkeepableException {
        String tag = TAGS.get(type);
        if (tag != null) {
            return tag;
        }
        if (type.isArray()) {
            return tag(type.getComponentType()) + "[]";
        }
        throw refusal(type);
    }

    private static UnkeepableException refusal(Class<?> type) {
        return new UnkeepableException("a value of " + type.getName() + " cannot be kept");
    }

    /**
     * The value that was written.
     *
     * @throws IllegalArgumentException where the JSON was not written by {@link #write}
     */
    public static @Nullable Object read(JsonNode json) {
        String type = json.path("type").asText();
        if (type.equals("null")) {
            return null;
        }
        if (type.equals("array")) {
            return readArray(json);
        }
        Scalar<?> scalar = SCALARS.get(type);
        JsonNode text = json.path("value");
        if (scalar == null || !text.isTextual()) {
            throw new IllegalArgumentException("not a value: type " + type);
        }
        return scalar.read().apply(text.textValue());
    }

    private static Object readArray(JsonNode json) {
        JsonNode elements = json.path("value");
        Object array = Array.newInstance(type(json.path("of").asText()), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, read(elements.path(i)));
        }
        return array;
    }

    private static Class<?> type(String tag) {
        Class<?> type = CLASSES.get(tag);
        if (type != null) {
            return type;
        }
        if (!tag.endsWith("[]")) {
            throw new IllegalArgumentException("not a type: " + tag);
        }
        return type(tag.substring(0, tag.length() - 2)).arrayType();
    }
}
