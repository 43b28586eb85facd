package io.selfhealing.agent.heal.pattern;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All patterns for people: as a table on a terminal, and as the page of the documentation. */
public final class PatternPage {
    private static final String INTRODUCTION = """
            # Patterns

            Generated from `patterns.json` and the conversions; `PatternPageTest` fails when it is stale and writes it anew with
            `-Dupdate.docs=true`. `java -jar self-healing-agent.jar patterns list` prints the same tables.

            You are on call, and an event says `pattern` or `only_place`: a column was found by its name or by its place, and not by
            the database's own identity of it. Look whether the mapping in the event is right.

            - **It is right.** Declare it (`selfhealing.aliases=table.old=new`), so that it no longer rests on a guess.
            - **It is wrong.** Declare the true one, or name the column in `selfhealing.columns.critical` and the table in
              `selfhealing.tables.exclude`; `selfhealing.confidence.min=1` applies nothing but proof.

            A pattern never fires where the old name still exists, where the statement writes the target itself, where two targets
            answer, where types or lengths are known not to fit, or where the bound value is of another type than the target.

            - **rename**: one name that means another. Below `selfhealing.confidence.min` (0.7) it is only suggested.
            - **kin**: names that are alike, which is never enough. Together with `only_place` they may be: an INSERT that names every
              required column but one (0.6), or every column but one and has the missing one between the same neighbours (0.5; at
              the end 0.35). Independent evidence adds up as `1 - (1 - a)(1 - b)`. Only on PostgreSQL, and only where nothing is
              known of the table's past and its column numbers show that it has never lost a column.
            - **default**: what is written into a required column without a default that an INSERT does not name. The database's own
              default comes first, then `selfhealing.defaults`. `selfhealing.defaults.off=ID` switches one off. A `tenant_id` is
              never filled.
            - **conversion**: a value that fits the new type exactly, or is refused and left to the database. Nothing is cut, rounded or
              guessed: `NaN`, `03/04/2026`, a label that fits two, a number that does not fit are refused.

            ## Your own

            `selfhealing.patterns=FILE` adds a JSON file in the form of the shipped one, with `renames` and `fills`:

            ```json
            {"renames": [{"id": "our-ref", "shape": "synonyms", "confidence": 0.8, "types": ["TEXT"], "names": ["our_ref", "reference"]}],
             "fills": [{"id": "our-region", "confidence": 0.9, "names": ["region"], "expressions": {"TEXT": "'eu'"}}]}
            ```

            It is read at the start. Each mistake is one warning with its line and column, and a file with a mistake is not used at
            all. `java -jar self-healing-agent.jar patterns list FILE` reads it as the agent would. With `--home HOME` it shows how many
            writes each has changed, and how many of these were not rolled back, as far back as the event log reaches.

            ## All of them

            | family | id | confidence | what |
            |---|---|---|---|
            """;

    private PatternPage() {}

    /** In Markdown, ends with a line feed. */
    public static String page(List<Listed> all) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Listed each : all) {
            page.append("| ")
                    .append(each.family())
                    .append(" | `")
                    .append(each.id())
                    .append("` | ");
            page.append(confidence(each)).append(" | ").append(each.detail()).append(" |\n");
        }
        return page.toString();
    }

    /** As a table with columns of fixed width, ends with a line feed. */
    public static String table(List<Listed> all) {
        StringBuilder table =
                new StringBuilder(String.format("%-11s %-20s %-10s %s%n", "FAMILY", "ID", "CONFIDENCE", "WHAT"));
        for (Listed each : all) {
            table.append(
                    String.format("%-11s %-20s %-10s %s%n", each.family(), each.id(), confidence(each), each.detail()));
        }
        return table.toString();
    }

    /**
     * The same with what became of them.
     *
     * @param uses by id; who is not in it was not used
     */
    public static String table(List<Listed> all, Map<String, PatternUse> uses) {
        String row = "%-11s %-20s %-10s %8s %9s %s%n";
        StringBuilder table =
                new StringBuilder(String.format(row, "FAMILY", "ID", "CONFIDENCE", "USES", "SUCCESSES", "WHAT"));
        for (Listed each : all) {
            PatternUse use = uses.getOrDefault(each.id(), PatternUse.NONE);
            boolean counted = !each.family().equals("conversion");
            table.append(String.format(
                    row,
                    each.family(),
                    each.id(),
                    confidence(each),
                    counted ? use.uses() : "-",
                    counted ? use.successes() : "-",
                    each.detail()));
        }
        return table.toString();
    }

    private static String confidence(Listed each) {
        return String.format(Locale.ROOT, "%.2f", each.confidence());
    }
}
