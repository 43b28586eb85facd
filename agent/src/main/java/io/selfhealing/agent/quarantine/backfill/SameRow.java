package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.quarantine.Telling;
import io.selfhealing.agent.sql.Product;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the row that is under a key now is the one of which a value was kept. A row that was changed since differs in few
 * columns; another row differs in most. Where neither is plain, nobody can tell. Pure.
 */
final class SameRow {
    /** Bits of agreement that outweigh a column which differs. */
    static final int STRONG = 20;
    /** Fewer say that both have one of a few states, which is no agreement to speak of. */
    private static final int INFORMATIVE = 6;
    /** What is set when a row is made, and not changed after that. */
    private static final Pattern OF_BIRTH =
            Pattern.compile("(created|inserted|registered|born|birth).*|.*_(created|inserted)(_at|_on)?");

    /** What came of it. */
    enum Answer {
        SAME,
        ANOTHER,
        UNTOLD
    }

    /**
     * A column that can be compared.
     *
     * @param bits as of {@link io.selfhealing.agent.quarantine.ColumnMark}
     */
    record Compared(String column, int bits, boolean agrees) {}

    private SameRow() {}

    /**
     * The decision.
     *
     * @param version of the row as it is now; null where it is not known
     * @param compared columns that the write gave to the row, and that are still there with the same sort of value
     */
    static Answer of(
            RowMark kept, Map<String, Object> key, @Nullable String version, List<Compared> compared, Product product) {
        if (kept.version() != null && kept.version().equals(version)) {
            return Answer.SAME;
        }
        int differing = 0;
        int agreeing = 0;
        int bits = 0;
        boolean anotherBirth = false;
        for (Compared each : compared) {
            if (each.agrees()) {
                bits += each.bits();
                agreeing += each.bits() >= INFORMATIVE ? 1 : 0;
            } else {
                differing++;
                anotherBirth |=
                        OF_BIRTH.matcher(each.column().toLowerCase(Locale.ROOT)).matches();
            }
        }
        boolean unique = isUnique(key);
        if (differing == 0) {
            return bits + ofKey(kept, unique, product) >= enough(product) ? Answer.SAME : Answer.UNTOLD;
        }
        if (unique) {
            agreeing += 2;
            bits += STRONG;
        }
        if (anotherBirth || agreeing < differing) {
            return Answer.ANOTHER;
        }
        return agreeing >= 2 * differing && bits >= STRONG ? Answer.SAME : Answer.UNTOLD;
    }

    /** Where rows have versions, one whose version is not the same was written again, or never was the same. */
    private static int enough(Product product) {
        return product == Product.POSTGRESQL ? Telling.ENOUGH : INFORMATIVE;
    }

    /**
     * What the key alone tells. A counter may begin anew. A key that the application chose it does not choose again for another row, but
     * PostgreSQL may have the same key in another tenant's table of that name, and there the row's version should have told.
     */
    private static int ofKey(RowMark kept, boolean unique, Product product) {
        return unique || (!kept.counted() && product != Product.POSTGRESQL) ? Telling.ENOUGH : 0;
    }

    /** Whether no other row ever has that key. */
    static boolean isUnique(Map<String, Object> key) {
        return key.values().stream().anyMatch(SameRow::isUnique);
    }

    private static boolean isUnique(Object value) {
        if (value instanceof String text && text.length() == 36) {
            try {
                return UUID.fromString(text).version() > 0;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return value instanceof UUID id && id.version() > 0;
    }
}
