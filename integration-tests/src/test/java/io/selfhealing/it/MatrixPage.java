package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/databases-matrix.md}: a row for each database, written by the run in which it was seen. */
final class MatrixPage {
    private static final Path PAGE = Path.of("..", "docs", "databases-matrix.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\*\\*.*$");

    private static final String HEAD = """
            # What becomes of drift, database by database

            Generated from the integration tests: `mvn verify -Dit.test=MatrixIT -Ddb.products=… -Dupdate.docs=true`. Every cell
            was seen on the packaged jar, and a run of the same test compares it again.

            - **healed**: the row landed where it belongs.
            - **left out**: the row landed, and the value that has no column any more is in quarantine with the row's key.
            - **kept**: the same, although the column is there under another name: these databases give columns no numbers, and of
              one within the application the agent looks at no rows. `selfhealing.aliases` tells it.
            - **no need**: the database takes the write as it is.
            - **refused**: the application got the database's own error with this SQLState (in brackets: the error code, where the
              driver gives no state), and nothing was written.

            """;

    private static final Map<String, String> REASONS = Map.of(
            "SQLITE DEFAULT",
                    "SQLite keeps times as text or as numbers, and only the application knows which: nothing is invented.",
            "DERBY BATCH",
                    "Nothing tells where the column of an embedded database went, and of a batch nothing is kept there.",
            "SQLITE GENERATED_KEYS",
                    "Nothing tells where the column of an embedded database went, and the key is not known before.",
            "SQLITE TABLE_RENAME", "Nothing tells where the table of an embedded database went.",
            "DERBY TRANSACTION",
                    "Inside a transaction Derby's catalog is not read: Derby would then refuse to close the connection.",
            "SQLITE TRANSACTION",
                    "Inside a transaction SQLite's catalog is not read: the lock that it takes would stay until the end.");

    private MatrixPage() {}

    static synchronized void checkOrUpdate(Engine engine, Map<Drift, String> outcomes) throws IOException {
        String row = row(engine, outcomes);
        if (Boolean.getBoolean("update.docs")) {
            write(row);
        }
        assertThat(Files.readString(PAGE))
                .as("run MatrixIT with -Dupdate.docs=true")
                .contains(row);
    }

    private static String row(Engine engine, Map<Drift, String> outcomes) {
        List<String> cells = new ArrayList<>();
        outcomes.forEach(
                (drift, outcome) -> cells.add(outcome.startsWith("refused") ? outcome + note(engine, drift) : outcome));
        return "| **" + title(engine) + "** | " + String.join(" | ", cells) + " |";
    }

    private static String note(Engine engine, Drift drift) {
        String reason = Stream.of(drift.name(), engine + " " + drift)
                .filter(REASONS::containsKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError(drift + " is refused on " + engine + ", and nobody says why"));
        return " [^" + footnotes().indexOf(reason) + "]";
    }

    private static List<String> footnotes() {
        List<String> sorted = REASONS.keySet().stream().sorted().collect(Collectors.toCollection(ArrayList::new));
        sorted.add(0, "");
        return sorted;
    }

    private static void write(String row) throws IOException {
        List<String> rows = new ArrayList<>();
        if (Files.exists(PAGE)) {
            ROW.matcher(Files.readString(PAGE))
                    .results()
                    .map(found -> found.group())
                    .forEach(rows::add);
        }
        rows.removeIf(old -> name(old).equals(name(row)));
        rows.add(row);
        rows.sort(Comparator.comparing(MatrixPage::name));
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| database |");
        for (Drift drift : Drift.values()) {
            page.append(' ').append(drift.title).append(" |");
        }
        page.append("\n|").append("---|".repeat(Drift.values().length + 1)).append('\n');
        rows.forEach(line -> page.append(line).append('\n'));
        page.append('\n');
        for (int i = 1; i < footnotes().size(); i++) {
            page.append("[^")
                    .append(i)
                    .append("]: ")
                    .append(REASONS.get(footnotes().get(i)))
                    .append('\n');
        }
        Files.writeString(PAGE, page);
    }

    private static String name(String row) {
        return row.substring(0, row.indexOf('|', 1));
    }

    private static String title(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> "PostgreSQL 18";
            case POSTGRESQL15 -> "PostgreSQL 15";
            case H2 -> "H2 2.5";
            case MARIADB -> "MariaDB 11.4";
            case MYSQL -> "MySQL 8.0";
            case HSQLDB -> "HSQLDB 2.7";
            case DERBY -> "Derby 10.16";
            case SQLITE -> "SQLite 3.54";
        };
    }
}
