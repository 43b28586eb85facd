package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.ColumnMark;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.HashKey;
import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.sql.Product;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        try (ResultSet row = look.executeQuery()) {
            return row.next() ? obstacle(destination, entry, kept, row) : GONE_UNSEEN;
        }
    }

    private @Nullable Result obstacle(Destination destination, Entry entry, RowMark kept, ResultSet row)
            throws SQLException {
        HashKey hashing = guard.keys().named(kept.by());
        List<SameRow.Compared> compared = new ArrayList<>();
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
            }
        }
        String version = destination.versioned() ? row.getString(index + 1) : null;
        String made = versionsMade.get(name(destination, entry));
        boolean ours = made != null && made.equals(version);
        SameRow.Answer answer = ours
                ? SameRow.Answer.SAME
                : SameRow.of(
                        kept,
                        Objects.requireNonNullElse(entry.leftOut().key(), Map.of()),
                        version,
                        compared,
                        destination.product());
        return switch (answer) {
            case SAME -> null;
            case ANOTHER -> ANOTHER;
            case UNTOLD -> UNTOLD;
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
