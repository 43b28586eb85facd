package io.selfhealing.it.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A table before and after a change of the schema, and a write of the version before.
 *
 * @param mapping of the old columns to those that hold their values now; null where none does
 * @param where the columns of the key that an UPDATE names; empty for an INSERT
 */
record Change(
        String id,
        String tableBefore,
        String tableAfter,
        List<Field> before,
        List<Field> after,
        Map<String, @Nullable String> mapping,
        boolean insert,
        List<String> written,
        List<String> where) {
    /**
     * A column, in the words of the corpus.
     *
     * @param byDefault a literal; null for none
     * @param computed whether the database makes its values, by an identity or an expression
     */
    record Field(
            String name,
            String type,
            boolean nullable,
            @Nullable String byDefault,
            boolean key,
            boolean computed) {
        boolean required() {
            return !nullable && byDefault == null && !computed;
        }

        /** Whether the database counts it up. */
        boolean identity() {
            return computed && type.matches("(small|big)?int.*") && !type.endsWith(" array");
        }
    }

    /** One JSON object a line, as the corpus has them. */
    static List<Change> read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Change> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                all.add(of(json.readTree(line)));
            }
        }
        return all;
    }

    private static Change of(JsonNode node) {
        JsonNode write = node.get("write");
        Map<String, @Nullable String> mapping = new HashMap<>();
        node.path("truth")
                .path("mapping")
                .properties()
                .forEach(one -> mapping.put(one.getKey(), one.getValue().textValue()));
        return new Change(
                node.get("id").asText(),
                node.get("table_before").asText(),
                node.get("table_after").asText(),
                fields(node.get("columns_before")),
                fields(node.get("columns_after")),
                mapping,
                write.get("op").asText().equals("insert"),
                texts(write.get("columns")),
                texts(write.path("where")));
    }

    private static List<Field> fields(JsonNode columns) {
        return StreamSupport.stream(columns.spliterator(), false)
                .map(column -> new Field(
                        column.get("name").asText(),
                        column.get("type").asText(),
                        column.path("nullable").asBoolean(true),
                        column.path("default").textValue(),
                        column.path("pk").asBoolean(),
                        column.path("generated").asBoolean()
                                || column.path("default_expr").asBoolean()))
                .toList();
    }

    private static List<String> texts(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
