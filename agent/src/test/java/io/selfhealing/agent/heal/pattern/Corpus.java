package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.heal.Case;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Policy;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Tables;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.WriteParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the ladder makes of a corpus of real changes when it meets each table for the first time, without a database. Each line of
 * the corpus is an event: a table before and after, a write of the old version, and for each column its true place.
 *
 * <p>Run it as a program with the corpus as argument: it prints, for each project and for two halves of the projects, how many
 * columns were moved rightly and wrongly, and every wrong one.
 */
public final class Corpus {
    private static final Decision LADDER = Patterns.decision();

    /** Columns that a write names and the table lacks: how many were given their true place, another, or none. */
    static final class Score {
        int right;
        int wrong;
        int none;

        @Override
        public String toString() {
            int decided = right + wrong;
            return "right " + right + ", wrong " + wrong + ", not decided " + none + ", precision "
                    + (decided == 0 ? "-" : String.format("%.3f", (double) right / decided));
        }

        void add(Score other) {
            right += other.right;
            wrong += other.wrong;
            none += other.none;
        }
    }

    private final Map<String, Score> projects = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            corpus.judge(new ObjectMapper().readTree(line));
        }
        Score[] halves = {new Score(), new Score()};
        int i = 0;
        for (Map.Entry<String, Score> project : corpus.projects.entrySet()) {
            System.out.printf("%-14s %s%n", project.getKey(), project.getValue());
            halves[i++ % 2].add(project.getValue());
        }
        System.out.println("one half       " + halves[0]);
        System.out.println("other half     " + halves[1]);
        corpus.wrong.forEach(System.out::println);
    }

    void judge(JsonNode event) {
        if (!event.get("table_before").equals(event.get("table_after"))) {
            return;
        }
        Score score = projects.computeIfAbsent(event.get("project").asText(), name -> new Score());
        Map<String, String> types = new LinkedHashMap<>();
        event.get("columns_before")
                .forEach(column -> types.put(
                        column.get("name").asText(), column.get("type").asText()));
        TableSnapshot table = table(event);
        Map<String, String> moved = moved(event, table);
        for (JsonNode written : event.get("write").get("columns")) {
            String column = written.asText();
            if (table.column(column) != null) {
                continue;
            }
            String truth = event.get("truth").get("mapping").path(column).asText(null);
            String target = moved.get(column);
            if (target != null && !plausible(types.getOrDefault(column, ""), table, target)) {
                target = null;
            }
            if (target == null) {
                score.none++;
            } else if (target.equals(truth)) {
                score.right++;
            } else {
                score.wrong++;
                wrong.add(event.get("id").asText() + ": " + column + " → " + target + ", truth " + truth + " "
                        + event.get("tags"));
            }
        }
    }

    private static Map<String, String> moved(JsonNode event, TableSnapshot table) {
        ParsedWrite write = WriteParser.parse(sql(event), new Dialect(Product.POSTGRESQL, Folding.LOWER));
        Map<String, String> moved = new LinkedHashMap<>();
        if (write == null) {
            return moved;
        }
        Verdict verdict = LADDER.decide(new Case(
                write,
                new TableHistory(table, List.of(), List.of()),
                new Dialect(Product.POSTGRESQL, Folding.LOWER),
                new Policy(Map.of(), List.of(), 0.7, true)));
        if (verdict instanceof Verdict.Heal heal) {
            for (Step step : heal.steps()) {
                if (step instanceof Step.Rename rename) {
                    moved.put(rename.from(), rename.to());
                }
            }
        }
        return moved;
    }

    private static boolean plausible(String old, TableSnapshot table, String target) {
        Column column = table.column(target);
        if (column == null) {
            return false;
        }
        TypeFamily before = Tables.type(spelled(old)).family();
        return before == column.type().family()
                || (before == TypeFamily.INTEGER && column.type().family() == TypeFamily.DECIMAL);
    }

    private static TableSnapshot table(JsonNode event) {
        List<String> columns = new ArrayList<>();
        for (JsonNode column : event.get("columns_after")) {
            boolean filled = !column.path("default").isNull()
                    || column.path("default_expr").asBoolean();
            columns.add(column.get("name").asText() + " "
                    + spelled(column.get("type").asText())
                    + (column.path("pk").asBoolean() ? " pk" : "")
                    + (column.path("nullable").asBoolean(true) ? "" : " required")
                    + (column.path("generated").asBoolean() ? " sequence" : filled ? " default" : "")
                    + " #1." + (columns.size() + 1));
        }
        return Tables.table(event.get("table_after").asText(), columns.toArray(String[]::new));
    }

    private static String spelled(String type) {
        String plain = type.replace(" ", "");
        if (plain.startsWith("timestampwith")) {
            return "timestamptz";
        }
        if (plain.contains("array")) {
            return "array";
        }
        return switch (plain.replaceAll("\\(.*", "")) {
            case "blob", "varbinary" -> "bytea";
            case "json" -> "jsonb";
            case "doubleprecision" -> "double";
            case "geometry" -> "text";
            case "enum" -> "enum(" + plain.substring(plain.indexOf('(') + 1);
            default -> plain;
        };
    }

    private static String sql(JsonNode event) {
        JsonNode write = event.get("write");
        List<String> columns = new ArrayList<>();
        write.get("columns").forEach(column -> columns.add('"' + column.asText() + '"'));
        String table = '"' + event.get("table_before").asText() + '"';
        if (write.get("op").asText().equals("insert")) {
            return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                    + "?, ".repeat(columns.size() - 1) + "?)";
        }
        List<String> keys = new ArrayList<>();
        write.path("where").forEach(column -> keys.add('"' + column.asText() + "\" = ?"));
        return "UPDATE " + table + " SET " + String.join(" = ?, ", columns) + " = ?"
                + (keys.isEmpty() ? "" : " WHERE " + String.join(" AND ", keys));
    }
}
