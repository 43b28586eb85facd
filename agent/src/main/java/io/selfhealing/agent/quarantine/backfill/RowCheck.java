package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.ColumnMark;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.HashKey;
import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the row under a key before a value is written to it, and holds it until the transaction ends: is it the row of which the value
 * was kept? Of one pass, whose own writes make new versions of rows.
 */
final class RowCheck {
    private static final Result GONE_UNSEEN =
            new Result.Settled(State.UNKNOWN, "no row is under the key, and none was seen to go");
    private static final Result ANOTHER = Result.conflict("another row is under the key by now");
    private static final Result UNTOLD =
            new Result.Settled(State.UNKNOWN, "nothing tells whether the row under the key is still the same");
    private static final Result OLD = new Result.Waits(
            "it was kept by a version that did not note what its row was like; see `quarantine restore`");
    private static final Result NOWHERE =
            new Result.Waits("it is not known which database it is of; see `quarantine restore`");

    private final Guard guard;
    private final Map<String, String> versionsMade = new HashMap<>();
    /** Tables of which a row was not there any more: others of theirs may be under new keys. */
    private final Set<TableSnapshot> missing = new HashSet<>();

    RowCheck(Guard guard) {
        this.guard = guard;
    }

    static Result goneUnseen() {
        return GONE_UNSEEN;
    }

    /**
     * Null where the value may go to the row.
     *
     * @param look of the destination
     */
    @Nullable
    Result obstacle(PreparedStatement look, Destination destination, Entry entry, List<Bound> keys)
            throws SQLException {
        if (!guard.compares(entry)) {
            return null;
        }
        RowMark kept = entry.leftOut().row();
        if (kept == null) {
            return OLD;
        }
        if (!guard.person() && entry.leftOut().origin() == null) {
            return NOWHERE;
        }
        for (int i = 0; i < keys.size(); i++) {
            keys.get(i).to(look, i + 1);
        }
        Found found;
        try (ResultSet row = look.executeQuery()) {
            if (!row.next()) {
                missing.add(destination.table());
                return GONE_UNSEEN;
            }
            found = compared(destination, entry, kept, row);
        }
        SameRow.Answer answer = found.answer();
        if (answer == SameRow.Answer.SAME
                && !found.alike().isEmpty()
                && hasTwin(look, destination, found.alike(), keys)) {
            answer = SameRow.Answer.UNTOLD;
        }
        return switch (answer) {
            case SAME -> null;
            case ANOTHER -> ANOTHER;
            case UNTOLD -> UNTOLD;
        };
    }

    /**
     * What a look at the row says.
     *
     * @param alike columns on whose values the answer rests; empty where it rests on the row's version or a key that is unique for ever
     */
    private record Found(SameRow.Answer answer, List<Column> alike) {}

    /** Whether another row holds the same: then what the row holds does not tell it from that one, and keys may have been dealt anew. */
    private static boolean hasTwin(
            PreparedStatement look, Destination destination, List<Column> alike, List<Bound> keys) throws SQLException {
        String question = destination.twin(alike);
        if (question == null) {
            return false;
        }
        try (PreparedStatement twin = look.getConnection().prepareStatement(question)) {
            for (int i = 0; i < keys.size(); i++) {
                keys.get(i).to(twin, i + 1);
            }
            try (ResultSet other = twin.executeQuery()) {
                return other.next();
            }
        }
    }

    private Found compared(Destination destination, Entry entry, RowMark kept, ResultSet row) throws SQLException {
        HashKey hashing = guard.keys().named(kept.by());
        List<SameRow.Compared> compared = new ArrayList<>();
        List<Column> alike = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, Column> other : destination.others().entrySet()) {
            index++;
            ColumnMark mark = kept.columns().get(other.getKey());
            StoredValue now = StoredValue.read(row, index, other.getValue().type(), destination.product());
            if (hashing != null
                    && mark != null
                    && now != null
                    && now.sort().name().equals(mark.sort())) {
                boolean agrees = hashing.mark(other.getKey(), mark.sort(), now.text())
                        .hash()
                        .equals(mark.hash());
                compared.add(new SameRow.Compared(other.getKey(), mark.bits(), agrees));
                if (agrees && isComparable(other.getValue())) {
                    alike.add(other.getValue());
                }
            }
        }
        String version = destination.versioned() ? row.getString(index + 1) : null;
        String made = versionsMade.get(name(destination, entry));
        boolean ours = made != null && made.equals(version);
        if (ours || (kept.version() != null && kept.version().equals(version))) {
            return new Found(SameRow.Answer.SAME, List.of());
        }
        Map<String, Object> key = Objects.requireNonNullElse(entry.leftOut().key(), Map.of());
        SameRow.Answer answer = SameRow.of(kept, key, version, compared, destination.product());
        return new Found(answer, !SameRow.isUnique(key) && wantsOne(kept, destination, compared) ? alike : List.of());
    }

    /**
     * Whether the row has to be the only one that holds what it holds. An application that chooses its keys does not choose one again; but
     * a counter may begin anew, a row whose version changed may be another, and two rows that hold the same long text are hardly two by
     * chance.
     */
    private boolean wantsOne(RowMark kept, Destination destination, List<SameRow.Compared> compared) {
        int bits = compared.stream()
                .filter(SameRow.Compared::agrees)
                .mapToInt(SameRow.Compared::bits)
                .sum();
        return kept.counted()
                || destination.versioned()
                || bits >= SameRow.STRONG
                || missing.contains(destination.table());
    }

    private static boolean isComparable(Column column) {
        return switch (column.type().family()) {
            case TEXT, INTEGER, DECIMAL, UUID, DATE, TIMESTAMP, TIMESTAMP_ZONED, BOOLEAN, ENUM -> true;
            default -> false;
        };
    }

    /** The row has this version after a value was written to it: others of the same write find it so. */
    void wrote(Destination destination, Entry entry, String version) {
        versionsMade.put(name(destination, entry), version);
    }

    private static String name(Destination destination, Entry entry) {
        RowMark kept = entry.leftOut().row();
        return destination.table().identity() + " " + entry.leftOut().key() + " "
                + (kept == null ? null : kept.version());
    }

    /** Whether rows are held by being looked at. */
    static boolean holds(Product product) {
        return product == Product.POSTGRESQL || product == Product.H2 || product.speaksMySql();
    }
}
