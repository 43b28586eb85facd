package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a table's new name says that it was put away, and not that it goes on under that name: {@code orders_old},
 * {@code orders_20240131}, {@code orders_2}, {@code _orders}, or a schema {@code archive}.
 */
final class SetAside {
    private static final Pattern WORD =
            Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?[\\p{L}&&[^\\p{Lu}]]+|\\p{Lu}|\\p{N}+");
    private static final int DIGITS_OF_A_DATE = 6;

    /** What nobody calls a table that is in use. */
    private static final Set<String> MARKS =
            Set.of(("arch archive archived archives bak bck bkp bkup backup backups del delete"
                            + " deleted deprecated drop dropped ghc gho ghost legacy obsolete old orig prev previous remove removed"
                            + " retired temp temporary tmp todrop trash unused")
                    .split(" "));

    /** What says so only beside the whole of the old name: {@code orders_history}, but not {@code sales_history}. */
    private static final Set<String> ADDED_MARKS =
            Set.of(("bad before broken copy dead expired hist history new original save"
                            + " saved shadow snapshot stale swap v x xx xxx z zz zzz")
                    .split(" "));

    private SetAside() {}

    static boolean looksLikeIt(TableSnapshot from, TableSnapshot to) {
        return isMarked(from.schema(), to.schema()) || isMarked(from.name(), to.name());
    }

    private static boolean isMarked(String from, String to) {
        if (from.equals(to)) {
            return false;
        }
        List<String> before = words(from);
        List<String> after = words(to);
        Set<String> added = new HashSet<>(after);
        added.removeAll(before);
        boolean dated = added.stream().anyMatch(word -> isNumber(word) && word.length() >= DIGITS_OF_A_DATE);
        boolean numbered =
                letters(before).equals(letters(after)) && added.stream().anyMatch(SetAside::isNumber);
        boolean decorated = before.equals(after) && margins(to) > margins(from);
        String rest = rest(String.join("", before), String.join("", after));
        added.add(rest);
        boolean keepsTheName = new HashSet<>(after).containsAll(before) || !rest.isEmpty();
        boolean marked =
                added.stream().anyMatch(word -> MARKS.contains(word) || (keepsTheName && ADDED_MARKS.contains(word)));
        return dated || numbered || decorated || marked;
    }

    /** Cut where the case, a digit or a sign says so, in lower case. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(name);
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** What was added where nothing shows where a word ends, as in {@code ordersbak}; a single letter says nothing there. */
    private static String rest(String before, String after) {
        String rest = after.startsWith(before)
                ? after.substring(before.length())
                : after.endsWith(before) ? after.substring(0, after.length() - before.length()) : "";
        return rest.length() > 1 ? rest : "";
    }

    private static List<String> letters(List<String> words) {
        return words.stream().filter(word -> !isNumber(word)).toList();
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0));
    }

    /** How many signs stand before and behind the words. */
    private static int margins(String name) {
        String stripped = name.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
        return name.length() - stripped.length();
    }
}
