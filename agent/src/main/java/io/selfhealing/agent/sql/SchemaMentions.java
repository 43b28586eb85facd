package io.selfhealing.agent.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in a text that sets where names are looked up which may be those of schemas. Whether there are such schemas is not known. */
public final class SchemaMentions {
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST = 16;

    private static final Pattern NAME =
            Pattern.compile("\"((?:[^\"]|\"\")+)\"|`((?:[^`]|``)+)`|'((?:[^']|'')*)'|([\\p{L}_][\\p{L}\\p{N}_$]*)");

    private static final Set<String> WORDS = Set.of(
            "ALTER",
            "AS",
            "BEGIN",
            "CURRENT_SCHEMA",
            "DEFAULT",
            "DO",
            "END",
            "EXECUTE",
            "FALSE",
            "FORMAT",
            "FROM",
            "LOCAL",
            "PERFORM",
            "SCHEMA",
            "SCHEMA_SEARCH_PATH",
            "SEARCH_PATH",
            "SELECT",
            "SESSION",
            "SET",
            "SET_CONFIG",
            "TO",
            "TRUE",
            "USE");

    private SchemaMentions() {}

    /**
     * Whether a text sets where names are looked up, as far as its words tell. What else a session sets, a token or a user, is not to be
     * taken for a name, and is another in each transaction.
     */
    public static boolean setsPath(String sql) {
        String text = sql.stripLeading();
        if (text.regionMatches(true, 0, "USE", 0, 3)) {
            return true;
        }
        String words = text.toLowerCase(Locale.ROOT);
        return words.contains("search_path") || words.contains("schema");
    }

    /** In the order of the text, as the catalog would have them; at most {@value #MOST}. */
    public static List<String> in(String sql, Folding folding) {
        Set<String> names = new LinkedHashSet<>();
        collect(sql.length() > LONGEST_TEXT ? sql.substring(0, LONGEST_TEXT) : sql, folding, names);
        return List.copyOf(names);
    }

    private static void collect(String text, Folding folding, Set<String> names) {
        Matcher name = NAME.matcher(text);
        while (names.size() < MOST && name.find()) {
            if (name.group(1) != null) {
                names.add(name.group(1).replace("\"\"", "\""));
            } else if (name.group(2) != null) {
                names.add(name.group(2).replace("``", "`"));
            } else if (name.group(3) != null) {
                collect(name.group(3).replace("''", " "), folding, names); // It may be a whole list of them.
            } else if (!WORDS.contains(name.group(4).toUpperCase(Locale.ROOT))) {
                names.add(folding.fold(name.group(4)));
            }
        }
    }
}
