package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far a table's new place looks like one where it was only put away, and does not go on. No name ever shows that a table is
 * in use: the words below only add doubt.
 */
final class SetAside {
    /** What a new place says. */
    enum Doubt {
        /** Another name, in a schema where the write's own name would have been looked up. */
        NONE,
        /** The old name and something more, as in {@code orders_x}, or a schema off the write's path: some use has to be seen. */
        UNSURE,
        /** A word or a date that nobody gives to a table in use, as in {@code orders_old}: only a declaration helps. */
        MARKED
    }

    private static final Pattern WORD =
            Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?[\\p{L}&&[^\\p{Lu}]]+|\\p{Lu}|\\p{N}+");
    private static final int DIGITS_OF_A_DATE = 6;
    /** PostgreSQL cuts names at 63 bytes, MySQL refuses more than 64 characters. */
    private static final int NEARLY_TOO_LONG = 60;

    /** What nobody calls a table that is in use. */
    private static final Set<String> MARKS =
            Set.of(("abandoned arch archive archived archives attic backout bak bck bin bkp"
                            + " bkup backup backups bad broken bury buried cemetery corpse dead decom decommission decommissioned defunct"
                            + " del delete deleted deleteme deprecated discard discarded disused dnu doomed drop dropme dropped dump"
                            + " expired garbage ghc gho ghost graveyard holding junk legacy limbo morgue nuked obsolete old orig"
                            + " outdated parked parking prev previous purge purged quarantine recycle recyclebin redundant remove"
                            + " removed retire retired rollback rubbish scrap shelved stale superseded sunset temp temporary tmp todrop"
                            + " tombstone trash trashcan trashed undo unused wastebasket zombie")
                    .split(" "));

    /** The same in several words, read without what stands between them. */
    private static final Pattern MARKING = Pattern.compile(
            "do?n[o']?tuse|notinuse|nolongerused|notused|(to|tobe|will|2b|tb)(drop|delete|remove|purge|archive)"
                    + "|(drop|delete|remove|purge)(me|after|later|soon|on|by|in|next)|asof|pendingdrop");

    /** What says so only beside the whole of the old name: {@code orders_history}, but not {@code sales_history}. */
    private static final Set<String> ADDED_MARKS = Set.of(
            "before broken copy expired hist history new original save saved shadow snapshot swap v x xx xxx z zz zzz"
                    .split(" "));

    private SetAside() {}

    /** @param path the schemas in which the write's own name is looked up */
    static Doubt doubt(TableSnapshot from, TableSnapshot to, List<String> path) {
        if (isMarked(from.schema(), to.schema()) || isMarked(from.name(), to.name())) {
            return Doubt.MARKED;
        }
        boolean elsewhere = !from.schema().equals(to.schema()) && !path.contains(to.schema());
        return elsewhere || isDerived(from.name(), to.name()) ? Doubt.UNSURE : Doubt.NONE;
    }

    private static boolean isMarked(String from, String to) {
        if (from.equals(to)) {
            return false;
        }
        List<String> after = words(to);
        Set<String> added = new HashSet<>(after);
        List<String> before = words(from);
        added.removeAll(before);
        added.addAll(rests(String.join("", before), String.join("", after)));
        boolean dated = added.stream().anyMatch(word -> isNumber(word) && word.length() >= DIGITS_OF_A_DATE)
                || digits(after) >= Math.max(DIGITS_OF_A_DATE, digits(before) + 1);
        return dated || added.stream().anyMatch(MARKS::contains) || phrases(after) > phrases(before);
    }

    private static long phrases(List<String> words) {
        return MARKING.matcher(String.join("", words)).results().count();
    }

    private static int digits(List<String> words) {
        return words.stream()
                .filter(SetAside::isNumber)
                .mapToInt(String::length)
                .sum();
    }

    /** Whether the new name is the old one and something more, in whatever way they are joined. */
    private static boolean isDerived(String from, String to) {
        if (from.equals(to)) {
            return false;
        }
        List<String> before = words(from);
        List<String> after = words(to);
        String whole = String.join("", before);
        String now = String.join("", after);
        if (whole.isEmpty() || now.isEmpty()) {
            return true;
        }
        if (whole.equals(now)) {
            return margins(to) > margins(from);
        }
        if (isPlural(whole, now) || isPlural(now, whole)) {
            return false;
        }
        boolean numbered = letters(before).equals(letters(after))
                && after.stream().anyMatch(SetAside::isNumber)
                && digits(after) >= digits(before);
        Set<String> added = new HashSet<>(after);
        added.removeAll(before);
        boolean keepsWords = new HashSet<>(after).containsAll(before);
        return numbered
                || now.contains(whole)
                || isWithin(singular(before), singular(after))
                || isCutOff(whole, to, now)
                || (keepsWords && added.stream().anyMatch(ADDED_MARKS::contains));
    }

    /** Whether the words stand in the other name one behind the other, and more beside them. */
    private static boolean isWithin(List<String> before, List<String> after) {
        return after.size() > before.size() && Collections.indexOfSubList(after, before) >= 0;
    }

    /** Where the whole was too long for the server, it kept the head of it. */
    private static boolean isCutOff(String whole, String to, String now) {
        return to.length() >= NEARLY_TOO_LONG && now.contains(whole.substring(0, whole.length() * 2 / 3));
    }

    private static List<String> singular(List<String> words) {
        return words.stream()
                .map(word -> word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word)
                .toList();
    }

    private static boolean isPlural(String one, String many) {
        boolean hisses = one.matches(".*(s|x|z|ch|sh)");
        return many.equals(hisses ? one + "es" : one + "s")
                || (one.endsWith("y") && many.equals(one.substring(0, one.length() - 1) + "ies"));
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

    /** What was added where nothing shows where a word ends, as in {@code ordersbak}. */
    private static List<String> rests(String before, String after) {
        int at = before.isEmpty() ? -1 : after.indexOf(before);
        return at < 0
                ? List.of()
                : Stream.of(after.substring(0, at), after.substring(at + before.length()))
                        .filter(rest -> !rest.isEmpty())
                        .toList();
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
