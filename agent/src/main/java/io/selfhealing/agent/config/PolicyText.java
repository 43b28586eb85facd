package io.selfhealing.agent.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A policy file's text, read and checked to its end, so that all of its mistakes are told at once. */
final class PolicyText {
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final List<TableRule> rules = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private PolicyText() {}

    /**
     * What is in it.
     *
     * @param rules none where there is a mistake
     * @param mistakes in the order of the file
     */
    record Read(TableRules rules, List<Mistake> mistakes) {
        Read {
            mistakes = List.copyOf(mistakes);
        }
    }

    static Read of(String json) {
        PolicyText text = new PolicyText();
        try (JsonParser parser = text.mapper.createParser(json)) {
            text.whole(parser);
        } catch (JsonProcessingException e) {
            text.mistake(e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
        return text.mistakes.isEmpty()
                ? new Read(new TableRules(text.rules), List.of())
                : new Read(TableRules.NONE, text.mistakes);
    }

    private void whole(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            mistake(parser.currentTokenLocation(), "expected an object with \"tables\"");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonLocation place = parser.currentTokenLocation();
            parser.nextToken();
            switch (field) {
                case "tables" -> tables(parser);
                case "about" -> parser.skipChildren();
                default -> {
                    mistake(place, "\"" + field + "\" is not \"tables\" or \"about\"");
                    parser.skipChildren();
                }
            }
        }
        if (parser.nextToken() != null) {
            mistake(parser.currentTokenLocation(), "something follows the object");
        }
    }

    private void tables(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            mistake(parser.currentTokenLocation(), "\"tables\" is no object of tables");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonLocation place = parser.currentTokenLocation();
            String tables = parser.currentName();
            parser.nextToken();
            rule(parser, tables, place);
        }
    }

    private void rule(JsonParser parser, String tables, JsonLocation place) throws IOException {
        RuleFields fields = new RuleFields();
        try {
            fields.tables(tables);
        } catch (IllegalArgumentException e) {
            mistake(place, String.valueOf(e.getMessage()));
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            mistake(parser.currentTokenLocation(), "expected an object with " + RuleFields.NAMES);
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonLocation fieldPlace = parser.currentTokenLocation();
            parser.nextToken();
            JsonLocation valuePlace = parser.currentTokenLocation();
            JsonNode value = mapper.readTree(parser);
            if (!RuleFields.NAMES.contains(field)) {
                mistake(fieldPlace, "no such field: \"" + field + "\"; there are " + RuleFields.NAMES);
            } else {
                try {
                    fields.take(field, value);
                } catch (IllegalArgumentException e) {
                    mistake(valuePlace, "\"" + field + "\": " + e.getMessage());
                }
            }
        }
        rules.addAll(fields.rules());
    }

    private void mistake(JsonLocation place, String message) {
        mistakes.add(new Mistake(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()), message));
    }
}
