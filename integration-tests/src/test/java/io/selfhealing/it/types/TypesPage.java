package io.selfhealing.it.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/types.md}: a table for each type that a value is bound for, a column for each type that it may meet. */
final class TypesPage {
    private static final Path PAGE = Path.of("..", "docs", "types.md");

    private static final String HEAD = """
            # A value of one type in a column of another

            Generated from the integration tests: `mvn verify -Dit.test=TypesIT -Ddb.products=postgresql -Dupdate.docs=true`. Every cell was
            seen on PostgreSQL 18 with the packaged jar and its default configuration; the table was met cold: the agent had never seen its
            column with another type. No cell holds another value than the one that was written.

            - **healed**: the value was converted, and reads back as the same value.
            - **–**: the database takes it as it is; the agent has no part in it.
            - **no** with a number: the application got the database's own error, and nothing was written. The reason, as the event says
              it, is [below](#reasons). In **bold** where the value has one lossless reading in the column all the same: the database's own
              cast or spelling of it leads back to the same value. A number or truth in a JSON document, anything in bytes and any number of
              a large object has several readings, so that it counts as none; so has an amount with cents or a currency in `money`,
              which the server's settings decide.
            - empty: a value of that type is not handed over in that way.

            Where the type is seen to change, the rows are asked besides: if they came to mean something else
            (`USING retries > 0`), nothing is converted. `selfhealing.conversions=changed` converts only then. The values are those of the
            pair, if it has any: text in a `uuid` column is the text of a UUID, a number in a `boolean` column is 1.

            """;

    private final List<Outcome> outcomes;
    private final List<String> reasons;

    private TypesPage(List<Outcome> outcomes) {
        this.outcomes = outcomes;
        reasons = List.copyOf(outcomes.stream()
                .filter(outcome -> !outcome.landed())
                .map(TypesPage::reason)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    static void checkOrUpdate(List<Outcome> outcomes) throws IOException {
        String page = new TypesPage(outcomes).text();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("run TypesIT with -Dupdate.docs=true")
                .isEqualTo(page);
    }

    private String text() {
        List<Outcome> lossless = outcomes.stream().filter(Outcome::isLossless).toList();
        long landed = lossless.stream().filter(Outcome::landed).count();
        StringBuilder page = new StringBuilder(HEAD);
        page.append("Of ")
                .append(lossless.size())
                .append(" cells whose value has one lossless reading in the column, ")
                .append(landed)
                .append(" land (")
                .append(landed * 100 / lossless.size())
                .append(" %).\n");
        for (Kind from : Kind.values()) {
            table(page, from);
        }
        page.append("\n## Reasons\n\n");
        for (int i = 0; i < reasons.size(); i++) {
            page.append(i + 1).append(". ").append(reasons.get(i)).append('\n');
        }
        return page.toString();
    }

    private void table(StringBuilder page, Kind from) {
        Map<String, String> cells = new HashMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome.from() == from) {
                cells.put(outcome.setter() + " " + outcome.to(), cell(outcome));
            }
        }
        List<Kind> others =
                Stream.of(Kind.values()).filter(kind -> kind != from).toList();
        page.append("\n## Written as ").append(from.title()).append("\n\n| |");
        others.forEach(to -> page.append(' ').append(to.title()).append(" |"));
        page.append("\n|").append("---|".repeat(others.size() + 1)).append('\n');
        for (Setter setter : Setter.values()) {
            StringBuilder row = new StringBuilder();
            others.forEach(to -> row.append(' ')
                    .append(cells.getOrDefault(setter + " " + to, ""))
                    .append(" |"));
            if (row.toString().matches(".*[^ |].*")) {
                page.append("| `")
                        .append(setter.title)
                        .append("` |")
                        .append(row)
                        .append('\n');
            }
        }
    }

    private String cell(Outcome outcome) {
        if (outcome.landed()) {
            return outcome.healed() ? "healed" : "–";
        }
        String no = "no " + (reasons.indexOf(reason(outcome)) + 1);
        return outcome.isLossless() ? "**" + no + "**" : no;
    }

    private static String reason(Outcome outcome) {
        String said = outcome.reason().isEmpty()
                ? "the database's own error (SQLState " + outcome.state() + ")"
                : outcome.reason();
        return said.replaceFirst("^type mismatch \\(SQLState (\\w+)\\); ", "")
                .replaceFirst(", for [a-z0-9(),\\[\\] ]+$", "")
                .replaceFirst("^by_\\w+ is [a-z0-9(),\\[\\] ]+, and", "the column is of that type, and")
                .replaceFirst("the [a-z0-9_\\[\\] ]+ given to it", "what is given to it")
                .replaceFirst("looked at in public\\.\\w+ takes", "looked at takes")
                .replaceFirst("one label of \\w+$", "one label of the enumeration");
    }
}
