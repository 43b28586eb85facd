package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.heal.pattern.KinWords;
import io.selfhealing.agent.heal.pattern.Name;
import io.selfhealing.agent.heal.pattern.NameChange;
import io.selfhealing.agent.schema.TypeFamily;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a name became another, apart from what stayed: {@code mod_user_id → mod_person_id} is {@code user → person}.
 *
 * @param family of the columns that it was seen on, and is for
 * @param gone words of the old name, in lower case; never empty
 * @param come words that took their place; never empty
 * @param whole whether these are all the words of the names; otherwise other words stand beside them, the same in both
 */
public record Change(TypeFamily family, List<String> gone, List<String> come, boolean whole) {
    private static final int ID_BYTES = 4;

    public Change {
        Objects.requireNonNull(family, "family");
        gone = List.copyOf(gone);
        come = List.copyOf(come);
        if (gone.isEmpty() || come.isEmpty() || gone.equals(come)) {
            throw new IllegalArgumentException("not a change: " + gone + " to " + come);
        }
    }

    /**
     * What a rename teaches; null where it teaches nothing for other columns.
     *
     * @param words tells what is no matter of names: one of a pair that became the other, such as {@code old → new}, is not;
     *     and a word that many unlike columns end with changes for the whole name alone
     */
    static @Nullable Change between(String from, String to, TypeFamily family, KinWords words) {
        Name old = Name.of(from);
        Name young = Name.of(to);
        if (old.marked() != young.marked() || old.joined().equals(young.joined())) {
            return null;
        }
        NameChange change = NameChange.between(old, young);
        if (!words.harmless(change.gone()) && !words.harmless(change.come())) {
            return null;
        }
        boolean partial = change.shared() > 0
                && !change.gone().isEmpty()
                && !change.come().isEmpty()
                && change.gone().stream().noneMatch(words::generic)
                && change.come().stream().noneMatch(words::generic);
        if (partial) {
            return new Change(family, change.gone(), change.come(), false);
        }
        return old.words().isEmpty() || young.words().isEmpty()
                ? null
                : new Change(family, old.words(), young.words(), true);
    }

    /** Eight digits that stand for it on a command line. */
    public String id() {
        String text = family + "|" + String.join(" ", gone) + "|" + String.join(" ", come) + "|" + whole;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether this is what happened from the one name to the other. */
    boolean fits(Name from, Name to) {
        if (from.marked() != to.marked()) {
            return false;
        }
        if (whole) {
            return from.words().equals(gone) && to.words().equals(come);
        }
        NameChange change = NameChange.between(from, to);
        return change.shared() > 0
                && change.gone().equals(gone)
                && change.come().equals(come);
    }

    /** Whether it says what a column of that name may have become. */
    boolean concerns(Name from) {
        return holds(from, gone);
    }

    /** Whether a column of that name may be what it made. */
    boolean yields(Name to) {
        return holds(to, come);
    }

    private boolean holds(Name name, List<String> part) {
        return whole
                ? name.words().equals(part)
                : name.words().size() > part.size() && Collections.indexOfSubList(name.words(), part) >= 0;
    }

    /** What it is about. Two changes of the same names are rivals. */
    record From(TypeFamily family, List<String> gone, boolean whole) {}

    From from() {
        return new From(family, gone, whole);
    }

    /** For people: {@code … user … → … person …}, or the whole names without the dots. */
    public String told() {
        String old = String.join("_", gone);
        String young = String.join("_", come);
        return whole ? old + " → " + young : "…" + old + "… → …" + young + "…";
    }
}
