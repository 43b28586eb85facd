package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a JSON array whose elements are all strings, or all whole numbers. */
final class JsonList {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonList() {}

    /** The elements as text; null where it is no such array, or has more elements than that. */
    static @Nullable List<String> read(String text, int most) {
        try (JsonParser parser = JSON.createParser(text)) {
            List<String> elements = new ArrayList<>();
            JsonToken kind = null;
            JsonToken token = parser.nextToken() == JsonToken.START_ARRAY ? parser.nextToken() : null;
            while (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
                if ((kind != null && kind != token) || elements.size() == most) {
                    return null;
                }
                kind = token;
                elements.add(parser.getText());
                token = parser.nextToken();
            }
            return token == JsonToken.END_ARRAY && parser.nextToken() == null ? elements : null;
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
    }
}
