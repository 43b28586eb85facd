package io.selfhealing.agent.quarantine;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.sql.codec.UnkeepableException;
import io.selfhealing.agent.sql.codec.ValueCodec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Values as text, typed as in the journal, for whoever keeps them elsewhere. */
public final class LeftOutText {
    private static final ObjectMapper MAPPER = new ObjectMapper(ValueCodec.JSON);

    private LeftOutText() {}

    /** What a text says. */
    public record Read(LeftOut leftOut, boolean foreignClock) {}

    /**
     * One JSON object in one line.
     *
     * @throws QuarantineException where a value would not come back as it is
     */
    public static String of(LeftOut value) throws QuarantineException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ValueCodec.JSON.createGenerator(text)) {
            JournalFormat.writeLeftOut(json, value);
        } catch (UnkeepableException e) {
            throw new QuarantineException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException where it is no such text
     */
    public static Read read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return new Read(JournalReader.leftOut(json), ForeignClock.isIn(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }
}
