package io.selfhealing.agent.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.report.Mismatch.ChangedType;
import io.selfhealing.agent.report.Mismatch.MissingColumn;
import io.selfhealing.agent.report.Mismatch.OmittedColumn;
import io.selfhealing.agent.report.Mismatch.RenamedColumn;
import io.selfhealing.agent.report.Mismatch.RenamedTable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The line of a generated file that says for what it was made: a comment, with one JSON object. */
final class MigrationHead {
    private static final String MARK = "-- selfhealing: ";
    private static final JsonMapper JSON = new JsonMapper();

    private MigrationHead() {}

    static String line(Migration migration) {
        Mismatch mismatch = migration.mismatch();
        ObjectNode node = JSON.createObjectNode()
                .put("id", migration.id())
                .put("database", migration.database())
                .put("kind", mismatch.kind())
                .put("schema", mismatch.table().schema())
                .put("table", mismatch.table().name())
                .put("fingerprint", migration.fingerprint());
        if (mismatch instanceof MissingColumn missing) {
            node.put("column", missing.column());
        } else if (mismatch instanceof OmittedColumn omitted) {
            node.put("column", omitted.column());
        } else if (mismatch instanceof RenamedColumn renamed) {
            node.put("column", renamed.from()).put("to", renamed.to());
        } else if (mismatch instanceof RenamedTable renamed) {
            node.put("to_schema", renamed.to().schema()).put("to", renamed.to().name());
        } else if (mismatch instanceof ChangedType changed) {
            node.put("column", changed.column()).put("to", changed.wanted());
        }
        return MARK + node;
    }

    /** Null where the text has no such line; otherwise its JSON. */
    static @Nullable JsonNode in(String text) throws IOException {
        for (String line : text.split("\r?\n", -1)) {
            if (line.startsWith(MARK)) {
                return JSON.readTree(line.substring(MARK.length()));
            }
        }
        return null;
    }

    static Mismatch mismatch(JsonNode head) throws IOException {
        TableRef table = new TableRef(text(head, "schema"), text(head, "table"));
        String column = text(head, "column");
        String to = text(head, "to");
        return switch (text(head, "kind")) {
            case "missing_column" -> new MissingColumn(table, column);
            case "omitted_column" -> new OmittedColumn(table, column);
            case "renamed_column" -> new RenamedColumn(table, column, to);
            case "renamed_table" -> new RenamedTable(table, new TableRef(text(head, "to_schema"), to));
            case "changed_type" -> new ChangedType(table, column, to);
            default -> throw new IOException("no such kind of mismatch: " + text(head, "kind"));
        };
    }

    static String text(JsonNode head, String field) {
        return head.path(field).asText("");
    }
}
