package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.selfhealing.agent.config.Printable;
import io.selfhealing.agent.restraint.Mapping;
import java.util.Locale;
import java.util.Map;

/** A decision and how it came about, for people: drawn from its JSON, whether that was in the event log or is new. */
final class ExplainPage {
    private final StringBuilder page = new StringBuilder();
    private final JsonNode told;

    private ExplainPage(JsonNode told) {
        this.told = told;
    }

    static String of(JsonNode told) {
        return new ExplainPage(told).all();
    }

    private String all() {
        line(title());
        for (Map.Entry<String, JsonNode> pair : told.path("mapping").properties()) {
            line("  " + pair.getKey()
                    + (pair.getValue().isNull()
                            ? " is left out"
                            : " → " + pair.getValue().asText())
                    + undoId(pair.getKey(), pair.getValue()));
        }
        for (JsonNode evidence : told.path("evidence")) {
            line("  because of " + evidence.path("kind").asText().replace('_', ' ') + sure(evidence));
        }
        row("reason", told.path("reason").asText(""));
        row("before", told.path("original_sql").asText(""));
        String healed = told.path("healed_sql").asText("");
        row("after", healed.equals(told.path("original_sql").asText("")) ? "" : healed);
        answers();
        values();
        return page.toString();
    }

    /** By what it could be undone; nothing where it is only thought of. */
    private String undoId(String from, JsonNode to) {
        return told.has("time")
                ? "  (undo " + new Mapping(told.path("table").asText(), from, to.textValue()).id() + ")"
                : "";
    }

    private String title() {
        StringBuilder title = new StringBuilder();
        if (told.has("time")) {
            title.append(told.path("time").asText()).append("  ");
        }
        title.append(
                told.has("outcome")
                        ? told.path("outcome").asText()
                        : told.path("kind").asText());
        String table = told.path("table").asText("");
        if (!table.isEmpty()) {
            title.append(": ").append(table);
        }
        title.append(" in ").append(told.path("database").asText());
        if (told.has("count")) {
            title.append(", ").append(told.path("count").asText()).append(" times");
        }
        return title.toString();
    }

    private void answers() {
        String about = "\0";
        for (JsonNode answer : told.path("explanation")) {
            String column = answer.path("column").asText("");
            if (!column.equals(about)) {
                about = column;
                line(answer.path("column").isNull() ? "  the table" : "  column " + column);
            }
            line(String.format(Locale.ROOT, "    %-12s %s", answer.path("rung").asText(), said(answer)));
        }
    }

    private static String said(JsonNode answer) {
        String said = answer.path("answer").asText().replace('_', ' ');
        if (answer.has("target")) {
            said += (said.equals("objected") ? ": it names " : " ")
                    + answer.path("target").asText();
        }
        return said + sure(answer);
    }

    /** The confidence and the detail, as far as there are any. */
    private static String sure(JsonNode node) {
        String detail = node.path("detail").asText("");
        String confidence = node.has("confidence")
                ? String.format(
                        Locale.ROOT,
                        ", confidence %.2f",
                        node.path("confidence").asDouble())
                : "";
        return confidence + (detail.isEmpty() ? "" : ": " + detail);
    }

    private void values() {
        for (JsonNode value : told.path("parameters")) {
            String type = value.path("type").asText("");
            line("  parameter " + value.path("parameter").asInt() + (type.isEmpty() ? "" : " (" + type + ")") + ": "
                    + value.path("fate").asText());
        }
    }

    private void row(String name, String text) {
        if (!text.isEmpty()) {
            line(String.format(Locale.ROOT, "  %-7s%s", name, text));
        }
    }

    /** Harmless to a terminal, whatever a name holds. */
    private void line(String text) {
        page.append(Printable.line(text)).append(System.lineSeparator());
    }
}
