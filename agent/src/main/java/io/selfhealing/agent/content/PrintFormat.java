package io.selfhealing.agent.content;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table's prints as one file: JSON in which the rows' keys are sealed and their values are hashes. */
final class PrintFormat {
    private static final int VERSION = 2;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<List<String>>> KEYS = new TypeReference<>() {};

    private PrintFormat() {}

    private record File(int version, String table, List<Stored> prints) {}

    @SuppressWarnings("ArrayRecordComponent") // read and written by Jackson, compared by nobody
    private record Stored(
            String shape,
            long taken,
            List<Print.Column> columns,
            @Nullable String keys,
            @Nullable String hashes) {}

    static byte[] write(String table, List<Print> prints, ContentKey key) throws IOException {
        List<Stored> stored = new ArrayList<>();
        for (Print print : prints) {
            byte[] keys = JSON.writeValueAsBytes(
                    print.rows().stream().map(Print.Row::key).toList());
            stored.add(new Stored(
                    print.shape(), print.taken(), print.columns(), base64(key.sealed(keys)), base64(hashes(print))));
        }
        return JSON.writeValueAsBytes(new File(VERSION, table, stored));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] hashes(Print print) {
        ByteBuffer bytes =
                ByteBuffer.allocate(print.rows().size() * print.columns().size() * Long.BYTES);
        for (Print.Row row : print.rows()) {
            for (int i = 0; i < row.columns(); i++) {
                bytes.putLong(row.hash(i));
            }
        }
        return bytes.array();
    }

    /** Empty where it is another table's, of another version or of another key. */
    static List<Print> read(byte[] bytes, String table, ContentKey key) throws IOException {
        File file = JSON.readValue(bytes, File.class);
        List<Print> prints = new ArrayList<>();
        if (file == null || file.version() != VERSION || !table.equals(file.table())) {
            return prints;
        }
        for (Stored stored : file.prints()) {
            String keys = stored.keys();
            String hashes = stored.hashes();
            if (keys == null || hashes == null) {
                throw new IOException("something is missing in a print");
            }
            prints.add(print(stored, JSON.readValue(key.opened(bytes(keys)), KEYS), ByteBuffer.wrap(bytes(hashes))));
        }
        return prints;
    }

    private static Print print(Stored stored, List<List<String>> keys, ByteBuffer hashes) throws IOException {
        int width = stored.columns().size();
        if (hashes.remaining() != keys.size() * width * Long.BYTES) {
            throw new IOException("a print has " + hashes.remaining() + " bytes for " + keys.size() + " rows");
        }
        List<Print.Row> rows = new ArrayList<>();
        for (List<String> each : keys) {
            long[] row = new long[width];
            for (int i = 0; i < width; i++) {
                row[i] = hashes.getLong();
            }
            rows.add(new Print.Row(each, row));
        }
        return new Print(stored.shape(), stored.taken(), stored.columns(), rows);
    }
}
