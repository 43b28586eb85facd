package io.selfhealing.agent.heal.learned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A book as one JSON object: its version, a checksum of the patterns as this class writes them, and the patterns.
 * {@link #VERSION} goes up with every change that an older or newer agent would not understand.
 */
final class BookFormat {
    static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BookFormat() {}

    record Content(int version, long crc32, List<LearnedPattern> patterns) {
        Content {
            patterns = List.copyOf(patterns);
        }
    }

    static byte[] write(Book book) throws IOException {
        List<LearnedPattern> patterns = book.patterns();
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new Content(VERSION, checksum(patterns), patterns));
    }

    /** @throws CorruptBookException where these are not the bytes of a book */
    static Book read(byte[] bytes) throws CorruptBookException {
        Content content;
        long checksum;
        try {
            content = JSON.readValue(bytes, Content.class);
            checksum = content == null ? 0 : checksum(content.patterns());
        } catch (IOException e) {
            throw new CorruptBookException("not a file of learned patterns", e);
        }
        if (content == null || content.version() != VERSION) {
            throw new CorruptBookException("not of version " + VERSION, null);
        }
        if (content.crc32() != checksum || content.patterns().size() > Book.MOST) {
            throw new CorruptBookException("its checksum is wrong", null);
        }
        return new Book(content.patterns());
    }

    private static long checksum(List<LearnedPattern> patterns) throws JsonProcessingException {
        CRC32 crc = new CRC32();
        crc.update(JSON.writeValueAsBytes(patterns));
        return crc.getValue();
    }
}
