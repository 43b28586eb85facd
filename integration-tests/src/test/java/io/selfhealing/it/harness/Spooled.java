package io.selfhealing.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A record that waits in a spool, as the command shows it. */
public record Spooled(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What waits under the home of a bench, oldest first. */
    public static List<Spooled> in(Bench bench) throws IOException, InterruptedException {
        String printed = Command.run(0, List.of("spool", "export", bench.home().toString(), "--json", "--values"));
        List<Spooled> records = new ArrayList<>();
        for (String line : printed.lines().filter(each -> each.startsWith("{")).toList()) {
            records.add(new Spooled(MAPPER.readTree(line)));
        }
        return records;
    }

    /** For each of its writes the table and the values, joined by {@code |}. */
    public List<String> writes() {
        List<String> writes = new ArrayList<>();
        for (JsonNode write : json.path("writes")) {
            StringJoiner values = new StringJoiner("|");
            values.add(write.path("table").asText().toLowerCase(Locale.ROOT).replaceFirst(".*\\.", ""));
            for (JsonNode parameter : write.path("parameters")) {
                values.add(parameter.path("value").path("value").asText("null"));
            }
            writes.add(values.toString());
        }
        return writes;
    }

    /** The text of its first write. */
    public String statement() {
        return json.path("writes").path(0).path("statement").asText();
    }

    /** The key of its first write as JSON; empty where it has none. */
    public String key() {
        return json.path("writes").path(0).path("key").toString();
    }
}
