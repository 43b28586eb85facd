package io.selfhealing.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.spool.DeadLetter;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.SpoolProblem;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.SpoolStatus;
import io.selfhealing.agent.spool.Write;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Shows what is in a spool, without values unless they were asked for: statements hold some as well. */
final class SpoolPrinter {
    private static final String ROW = "%-44s %-28s %-30s %6s %-24s %s%n";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final boolean values;
    private final boolean json;
    private final PrintStream out;

    SpoolPrinter(boolean values, boolean json, PrintStream out) {
        this.values = values;
        this.json = json;
        this.out = out;
    }

    void heading() {
        if (!json) {
            out.printf(ROW, "RECORD", "TIME", "DATABASE", "WRITES", "TABLES", "STATE");
        }
    }

    void line(SpoolRecord record, String state) {
        if (json) {
            json(record.json());
            return;
        }
        out.printf(
                ROW,
                record.id(),
                record.time().truncatedTo(ChronoUnit.MILLIS),
                Shown.text(record.transaction().database()),
                record.transaction().writes().size(),
                Shown.text(record.transaction().writes().stream()
                        .map(Write::table)
                        .distinct()
                        .collect(Collectors.joining(","))),
                state.equals("waiting") ? state : "dead: " + reason(state));
    }

    void line(DeadLetter letter) {
        if (json) {
            json(letter);
        } else {
            line(letter.record(), letter.reason());
        }
    }

    void whole(DeadLetter letter) {
        if (json) {
            json(letter);
        } else {
            whole(letter.record(), letter.reason());
        }
    }

    void whole(SpoolRecord record, String state) {
        if (json) {
            json(record.json());
            return;
        }
        out.println("record    " + record.id());
        out.println("time      " + record.time());
        out.println("database  " + Shown.text(record.transaction().database()));
        out.println("schema    " + Shown.text(record.transaction().schemaVersion()));
        out.println("state     " + (state.equals("waiting") ? state : "dead: " + reason(state)));
        for (Write write : record.transaction().writes()) {
            out.println("write     " + Shown.text(write.table()) + ", "
                    + write.parameters().size() + " parameters");
            if (values) {
                out.println("  " + Shown.text(write.statement()));
                write.parameters().forEach(parameter -> out.println("  " + shown(parameter)));
            }
        }
    }

    /** A database's message may hold the values of a row. */
    private String reason(String text) {
        return values ? Shown.text(text) : "the reason is shown with --values";
    }

    private static String shown(Parameter parameter) {
        Object value = parameter.value();
        String type = value == null ? "null" : value.getClass().getSimpleName();
        return type + " " + Shown.value(value);
    }

    void json(SpoolRecord record) {
        json(record.json());
    }

    void json(DeadLetter letter) {
        json(letter.json());
    }

    private void json(String line) {
        out.println(values ? line : withoutValues(line));
    }

    private static String withoutValues(String line) {
        try {
            ObjectNode record = (ObjectNode) MAPPER.readTree(line);
            record.remove("reason");
            for (JsonNode write : record.path("writes")) {
                ((ObjectNode) write).remove("statement");
                ((ObjectNode) write).remove("key");
                for (JsonNode parameter : write.path("parameters")) {
                    if (parameter.path("value") instanceof ObjectNode value) {
                        value.remove("value");
                    }
                }
            }
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void status(SpoolStatus.Directory status, boolean owned) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("directory", status.path().toString());
        line.put("owned", owned);
        line.put("waiting", status.waiting());
        line.put("dead_letters", status.deadLetters());
        line.put("bytes", status.bytes());
        line.put("segments", status.segments());
        line.put("damaged", status.damaged());
        out.println(line);
    }

    void problem(SpoolProblem problem) {
        if (!json) {
            out.println(problem);
            return;
        }
        ObjectNode line = MAPPER.createObjectNode();
        line.put("file", problem.file().toString());
        if (problem.offset() >= 0) {
            line.put("byte", problem.offset());
        }
        out.println(line.put("problem", problem.what()));
    }

    void verified(long sound, long problems) {
        out.println(MAPPER.createObjectNode().put("records", sound).put("problems", problems));
    }
}
