package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map, collection, array or record in a JSON column, written as JSON; and a string that is a JSON document, bound so that
 * the database reads it as one.
 *
 * <p>A string that is not a JSON object or array is left alone: {@code 42} may be meant as a number or as text, and text put
 * in quotes is no longer what the application reads back.
 */
final class ObjectToJson implements Conversion {
    /** A key given twice would be lost in PostgreSQL's {@code jsonb}. */
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.JSON;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (binding == Binding.STRING && value instanceof String text) {
            return product == Product.POSTGRESQL ? ofText(text, type) : Fit.AS_IS;
        }
        return binding == Binding.OBJECT && composite(value) ? ofObject(value, type, product) : Fit.AS_IS;
    }

    private static Fit ofText(String text, ColumnType type) {
        return isDocument(text)
                ? Conversion.converted(text, Types.OTHER, "text to " + type.name())
                : new Fit.Refused("a string that is no JSON object or array, for " + type.name());
    }

    private static Fit ofObject(Object value, ColumnType type, Product product) {
        String json = write(value);
        if (json == null) {
            return new Fit.Refused("an object that cannot be written as JSON without loss, for " + type.name());
        }
        // H2 takes a string for a JSON string, and bytes for a JSON text.
        return product == Product.H2
                ? Conversion.converted(
                        json.getBytes(StandardCharsets.UTF_8), Types.VARBINARY, "object to " + type.name())
                : Conversion.converted(
                        json, product.speaksMySql() ? Types.VARCHAR : Types.OTHER, "object to " + type.name());
    }

    private static boolean composite(Object value) {
        return value instanceof Map<?, ?>
                || value instanceof Collection<?>
                || value instanceof Record
                || (value.getClass().isArray() && !(value instanceof byte[]));
    }

    /** Null where it cannot be written. The application's object may throw whatever it likes. */
    @SuppressWarnings("IllegalCatch")
    private static @Nullable String write(Object value) {
        try {
            return new JsonText().write(value);
        } catch (IOException | ReflectiveOperationException | RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static boolean isDocument(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() != null && parser.currentToken().isStructEnd() && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
    }
}
