package io.selfhealing.agent.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.selfhealing.agent.event.HealEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the event log about a decision.
 *
 * @param mapping null as the new name where a column was left out
 * @param count how many the line stands for
 */
record SeenEvent(
        String kind,
        Instant time,
        String database,
        String table,
        Map<String, @Nullable String> mapping,
        List<Ground> grounds,
        List<Answer> answers,
        Map<String, String> types,
        @Nullable String originalSql,
        @Nullable String healedSql,
        @Nullable String callSite,
        String reason,
        long count) {

    /** A piece of evidence. */
    record Ground(String kind, double confidence, String detail) {}

    /** What a rung said; the column is null where it is about the table itself. */
    record Answer(
            @Nullable String column,
            String rung,
            String said,
            @Nullable String target) {
        /** The values do not look like what the column holds that was named. */
        boolean isMisfit() {
            return rung.equals("values") && said.equals("objected");
        }

        /** Whether the column may have another name now. */
        boolean isGuess() {
            return target != null && (said.equals("named") || isMisfit());
        }
    }

    /** Null for a line that is about no write to a known table, or that is not whole. */
    static @Nullable SeenEvent of(JsonNode json) {
        String database = text(json, "database");
        String table = text(json, "table");
        if (database == null || table == null || !json.path("kind").isTextual()) {
            return null;
        }
        Instant time;
        try {
            time = Instant.parse(json.path("time").asText());
        } catch (DateTimeException e) {
            return null;
        }
        String reason = text(json, "reason");
        return new SeenEvent(
                json.path("kind").asText(),
                time,
                database,
                table,
                mapping(json.path("mapping")),
                grounds(json.path("evidence")),
                answers(json.path("explanation")),
                types(json.path("types")),
                text(json, "original_sql"),
                text(json, "healed_sql"),
                text(json, "call_site"),
                reason == null ? "" : reason,
                Math.max(1, json.path("count").asLong(1)));
    }

    /**
     * One that happened in this process; null for one that is about no write to a known table.
     *
     * @param longest of a statement's text, in characters
     */
    static @Nullable SeenEvent of(HealEvent event, Instant time, long count, int longest) {
        String database = event.database();
        String table = event.table();
        if (database == null || table == null) {
            return null;
        }
        List<Ground> grounds = event.evidence().stream()
                .map(one -> new Ground(one.kind(), one.confidence(), one.detail()))
                .toList();
        List<Answer> answers = event.provenance().explanation().stream()
                .map(one -> new Answer(one.column(), one.rung(), one.answer(), one.target()))
                .toList();
        return new SeenEvent(
                event.kind().toString(),
                time,
                database,
                table,
                event.mapping(),
                grounds,
                answers,
                event.provenance().types(),
                cut(event.originalSql(), longest),
                cut(event.healedSql(), longest),
                event.provenance().callSite(),
                event.reason() == null ? "" : event.reason(),
                count);
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    boolean isFor(String evidence) {
        return grounds.stream().anyMatch(ground -> ground.kind().equals(evidence));
    }

    private static Map<String, @Nullable String> mapping(JsonNode json) {
        Map<String, @Nullable String> mapping = new LinkedHashMap<>();
        json.properties()
                .forEach(pair -> mapping.put(pair.getKey(), pair.getValue().textValue()));
        return mapping;
    }

    private static Map<String, String> types(JsonNode json) {
        Map<String, String> types = new LinkedHashMap<>();
        json.properties()
                .forEach(pair -> types.put(pair.getKey(), pair.getValue().asText()));
        return types;
    }

    private static List<Ground> grounds(JsonNode json) {
        List<Ground> grounds = new ArrayList<>();
        json.forEach(one -> grounds.add(new Ground(
                one.path("kind").asText(),
                one.path("confidence").asDouble(),
                one.path("detail").asText())));
        return grounds;
    }

    private static List<Answer> answers(JsonNode json) {
        List<Answer> answers = new ArrayList<>();
        json.forEach(one -> answers.add(new Answer(
                text(one, "column"),
                one.path("rung").asText(),
                one.path("answer").asText(),
                text(one, "target"))));
        return answers;
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.path(field).textValue();
    }
}
