package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.heal.learned.Book;
import io.selfhealing.agent.heal.learned.LearnedFile;
import io.selfhealing.agent.heal.learned.LearnedPattern;
import io.selfhealing.agent.restraint.Undone;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** What was learnt, as a table or as JSON. */
final class LearnedList {
    private static final String ROW = "%-9s %-10s %-6s %5s %5s %8s %6s %-10s %s%n";

    private LearnedList() {}

    /** What is in a home. */
    static Book of(Path home, PrintStream err) throws IOException {
        return new LearnedFile(home, err::println).read();
    }

    /** @param undone what is not followed, whatever trust it earned */
    static void print(Book book, Undone undone, boolean json, PrintStream out) {
        if (json) {
            book.patterns().forEach(pattern -> out.println(json(book, undone, pattern)));
            return;
        }
        out.printf(ROW, "ID", "TRUST", "SCORE", "RIGHT", "WRONG", "APPROVED", "TABLES", "TYPE", "CHANGE");
        for (LearnedPattern pattern : book.patterns()) {
            out.printf(
                    ROW,
                    pattern.id(),
                    trust(book, undone, pattern),
                    score(pattern),
                    pattern.successes(),
                    pattern.failures(),
                    pattern.approvals(),
                    pattern.tables().size(),
                    pattern.change().family().name().toLowerCase(Locale.ROOT),
                    Shown.text(pattern.change().told()));
        }
    }

    /** In the form of {@code patterns list}. */
    static String asPatterns(Book book, Undone undone) {
        StringBuilder table = new StringBuilder();
        for (LearnedPattern pattern : book.patterns()) {
            table.append(String.format(
                    "%-11s %-20s %-10s %s (%s; %d uses, %d successes, %d failures)%n",
                    "learned",
                    pattern.id(),
                    score(pattern),
                    Shown.text(pattern.change().told()),
                    trust(book, undone, pattern),
                    pattern.uses(),
                    pattern.successes(),
                    pattern.failures()));
        }
        return table.toString();
    }

    private static String trust(Book book, Undone undone, LearnedPattern pattern) {
        if (undone.has(pattern.id())) {
            return "undone";
        }
        return book.contested(pattern) ? "contested" : pattern.trust().toString();
    }

    private static String score(LearnedPattern pattern) {
        return String.format(Locale.ROOT, "%.2f", pattern.score());
    }

    private static String json(Book book, Undone undone, LearnedPattern pattern) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("id", pattern.id());
        json.put("trust", trust(book, undone, pattern));
        json.put("score", pattern.score());
        json.put("successes", pattern.successes());
        json.put("failures", pattern.failures());
        json.put("uses", pattern.uses());
        json.put("approvals", pattern.approvals());
        json.set("change", mapper.valueToTree(pattern.change()));
        json.set("tables", mapper.valueToTree(pattern.tables()));
        return json.toString();
    }
}
