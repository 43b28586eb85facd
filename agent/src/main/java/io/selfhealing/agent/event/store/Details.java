package io.selfhealing.agent.event.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Reason;
import io.selfhealing.agent.report.Migration;
import io.selfhealing.agent.report.Mismatch;
import io.selfhealing.agent.report.StatementUse;
import io.selfhealing.agent.report.Suggestion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the column {@code details} holds, as JSON: names, types and masked statements. */
final class Details {
    private static final JsonMapper JSON = new JsonMapper();
    /** Of a text, in characters. */
    private static final int LONGEST = 4_096;

    private Details() {}

    static String of(Problem problem, HealEvent event) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "outcome", event.kind().toString());
        put(node, "database", event.database());
        Mismatch mismatch = problem.mismatch();
        if (mismatch != null) {
            about(node, mismatch);
        }
        put(node, "statement", event.originalSql());
        put(node, "healed_statement", event.healedSql());
        put(node, "call_site", event.provenance().callSite());
        put(node, "reason", event.reason());
        ArrayNode evidence = node.putArray("evidence");
        for (Reason reason : event.evidence()) {
            ObjectNode one = evidence.addObject();
            put(one, "kind", reason.kind());
            one.put("confidence", reason.confidence());
            put(one, "detail", reason.detail());
        }
        ObjectNode types = node.putObject("types");
        event.provenance().types().forEach((column, type) -> put(types, column, type));
        return node.toString();
    }

    static String of(Suggestion suggestion, String application) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "suggestion", suggestion.id());
        about(node, suggestion.mismatch());
        texts(node, "sql", suggestion.change().sql());
        texts(node, "undo", suggestion.change().undo());
        texts(node, "risks", suggestion.change().risks());
        node.put("safe", suggestion.safe());
        put(node, "because", suggestion.ground());
        put(node, "or_change_the_application", suggestion.application());
        texts(node, "evidence", suggestion.evidence());
        ArrayNode statements = node.putArray("statements");
        for (StatementUse use : suggestion.statements()) {
            ObjectNode one = statements.addObject();
            put(one, "statement", use.originalSql());
            put(one, "healed_statement", use.healedSql());
            put(one, "call_site", use.callSite());
        }
        put(node, "application", application);
        return node.toString();
    }

    /** @param reason empty where there is none */
    static String of(Migration migration, String who, String reason) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "suggestion", migration.id());
        about(node, migration.mismatch());
        texts(node, "sql", migration.sql());
        texts(node, "undo", migration.undo());
        put(node, "who", who);
        put(node, "reason", reason.isEmpty() ? null : reason);
        return node.toString();
    }

    private static void about(ObjectNode node, Mismatch mismatch) {
        put(node, "kind", mismatch.kind());
        put(node, "table", mismatch.table().toString());
        put(node, "subject", mismatch.subject());
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(text -> array.add(clean(text)));
    }

    private static void put(ObjectNode node, String name, @Nullable String text) {
        if (text != null) {
            node.put(name, clean(text));
        }
    }

    /** No database takes half a character or the character 0 in a JSON document. */
    private static String clean(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
    }
}
