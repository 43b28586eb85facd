package io.selfhealing.agent.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.Printable;
import java.util.List;

/** Suggestions for people, and for machines. */
public final class SuggestionPage {
    private static final JsonMapper JSON = new JsonMapper();

    private SuggestionPage() {}

    /** A paragraph for each. */
    public static String text(List<Suggestion> suggestions) {
        StringBuilder page = new StringBuilder();
        for (Suggestion each : suggestions) {
            page.append(paragraph(each)).append('\n');
        }
        return page.toString();
    }

    private static String paragraph(Suggestion suggestion) {
        Mismatch mismatch = suggestion.mismatch();
        StringBuilder text = new StringBuilder(suggestion.id() + "  " + mismatch.kind() + "  "
                + Printable.line(mismatch.table() + "  " + mismatch.subject())
                + (suggestion.over() ? "  (over)" : suggestion.safe() ? "" : "  (to be chosen)")
                + "\n");
        line(text, "database", suggestion.database());
        line(
                text,
                "met",
                suggestion.count() + " times, " + suggestion.first() + " to " + suggestion.last() + " "
                        + suggestion.counts());
        suggestion.evidence().forEach(ground -> line(text, "evidence", ground));
        suggestion.change().sql().forEach(sql -> line(text, "sql", sql + ";"));
        suggestion.change().undo().forEach(sql -> line(text, "undo", sql + ";"));
        line(text, "because", suggestion.ground());
        suggestion.change().risks().forEach(risk -> line(text, suggestion.written() ? "mind" : "no sql", risk));
        line(text, "or", suggestion.application());
        for (StatementUse use : suggestion.statements()) {
            line(text, "at", use.callSite() == null ? "(not known)" : use.callSite());
            line(text, "now", use.originalSql());
            line(text, "healed", use.healedSql() == null ? "" : use.healedSql());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String head, String content) {
        if (!content.isEmpty()) {
            text.append("  ")
                    .append(head)
                    .append(" ".repeat(Math.max(1, 10 - head.length())))
                    .append(Printable.line(content))
                    .append('\n');
        }
    }

    /** One JSON object a line. */
    public static String json(List<Suggestion> suggestions) {
        StringBuilder lines = new StringBuilder();
        suggestions.forEach(each -> lines.append(node(each)).append('\n'));
        return lines.toString();
    }

    private static ObjectNode node(Suggestion suggestion) {
        Mismatch mismatch = suggestion.mismatch();
        ObjectNode node = JSON.createObjectNode()
                .put("id", suggestion.id())
                .put("kind", mismatch.kind())
                .put("database", suggestion.database())
                .put("table", mismatch.table().toString())
                .put("subject", mismatch.subject())
                .put("safe", suggestion.safe())
                .put("over", suggestion.over())
                .put("count", suggestion.count())
                .put("first_seen", suggestion.first().toString())
                .put("last_seen", suggestion.last().toString())
                .put("because", suggestion.ground())
                .put("application", suggestion.application())
                .put("fingerprint", suggestion.fingerprint());
        node.set("sql", JSON.valueToTree(suggestion.change().sql()));
        node.set("undo", JSON.valueToTree(suggestion.change().undo()));
        node.set("risks", JSON.valueToTree(suggestion.change().risks()));
        node.set("counts", JSON.valueToTree(suggestion.counts()));
        node.set("evidence", JSON.valueToTree(suggestion.evidence()));
        var statements = node.putArray("statements");
        for (StatementUse use : suggestion.statements()) {
            statements
                    .addObject()
                    .put("call_site", use.callSite())
                    .put("original_sql", use.originalSql())
                    .put("healed_sql", use.healedSql());
        }
        return node;
    }
}
