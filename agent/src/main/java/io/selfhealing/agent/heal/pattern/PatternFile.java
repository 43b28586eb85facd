package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.Mistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file of patterns of the operator's, read and checked to its end, so that all of its mistakes are told at once. */
public final class PatternFile {
    private static final Set<String> RENAME =
            Set.of("id", "shape", "confidence", "types", "from", "to", "names", "groups");
    private static final Set<String> FILL = Set.of("id", "confidence", "products", "names", "expressions");

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private final PatternList shipped = Patterns.list();
    private final KinWords words = shipped.words();
    private final Set<String> ids = new HashSet<>();
    private final List<PatternList.Rename> renames = new ArrayList<>();
    private final List<PatternList.Fill> fills = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private PatternFile() {}

    /**
     * What is in the file.
     *
     * @param patterns none where there is a mistake
     * @param mistakes in the order of the file
     */
    public record Read(Patterns patterns, List<Mistake> mistakes) {
        public Read {
            mistakes = List.copyOf(mistakes);
        }
    }

    /** What the file's text comes to. */
    public static Read of(String json) {
        PatternFile file = new PatternFile();
        file.shipped.renames().forEach(each -> file.ids.add(each.id()));
        file.shipped.kin().forEach(each -> file.ids.add(each.id()));
        file.shipped.fills().forEach(each -> file.ids.add(each.id()));
        try (JsonParser parser = file.mapper.createParser(json)) {
            file.whole(parser);
        } catch (JsonProcessingException e) {
            file.mistake(e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
        return file.mistakes.isEmpty()
                ? new Read(Patterns.of(file.renames, file.fills, file.words), List.of())
                : new Read(Patterns.NONE, file.mistakes);
    }

    private void whole(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            mistake(parser.currentTokenLocation(), "expected an object with \"renames\" or \"fills\"");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonLocation place = parser.currentTokenLocation();
            boolean list = parser.nextToken() == JsonToken.START_ARRAY;
            switch (field) {
                case "renames", "fills" -> entries(parser, field, list);
                case "about" -> parser.skipChildren();
                default -> {
                    mistake(place, "\"" + field + "\" is not \"renames\" or \"fills\"");
                    parser.skipChildren();
                }
            }
        }
        if (parser.nextToken() != null) {
            mistake(parser.currentTokenLocation(), "something follows the object");
        }
    }

    private void entries(JsonParser parser, String field, boolean list) throws IOException {
        if (!list) {
            mistake(parser.currentTokenLocation(), "\"" + field + "\" is no list");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonLocation place = parser.currentTokenLocation();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                mistake(place, "expected an object");
                parser.skipChildren();
            } else {
                entry(parser, field.equals("renames"), place);
            }
        }
    }

    private void entry(JsonParser parser, boolean rename, JsonLocation place) throws IOException {
        int before = mistakes.size();
        ObjectNode entry = mapper.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonLocation fieldPlace = parser.currentTokenLocation();
            parser.nextToken();
            JsonLocation valuePlace = parser.currentTokenLocation();
            JsonNode value = mapper.readTree(parser);
            entry.set(name, value);
            if (!(rename ? RENAME : FILL).contains(name)) {
                mistake(fieldPlace, "no such field: \"" + name + "\"");
            } else {
                String wrong = PatternFields.wrong(name, value);
                if (wrong == null && name.equals("id") && !ids.add(value.asText())) {
                    wrong = "there is a pattern of that id already";
                }
                if (wrong != null) {
                    mistake(valuePlace, wrong);
                }
            }
        }
        if (mistakes.size() == before) {
            keep(entry, rename, place);
        }
    }

    private void keep(ObjectNode entry, boolean rename, JsonLocation place) throws IOException {
        List<String> needed =
                rename ? List.of("id", "shape", "confidence") : List.of("id", "confidence", "names", "expressions");
        for (String field : needed) {
            if (!entry.has(field)) {
                mistake(place, "\"" + field + "\" is missing");
                return;
            }
        }
        try {
            if (rename) {
                PatternList.Rename read = mapper.treeToValue(entry, PatternList.Rename.class);
                read.pattern(words);
                renames.add(read);
            } else {
                PatternList.Fill read = mapper.treeToValue(entry, PatternList.Fill.class);
                read.pattern();
                fills.add(read);
            }
        } catch (IllegalArgumentException e) {
            mistake(place, String.valueOf(e.getMessage()));
        }
    }

    private void mistake(JsonLocation place, String message) {
        mistakes.add(new Mistake(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()), message));
    }
}
