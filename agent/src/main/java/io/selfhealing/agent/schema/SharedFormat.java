package io.selfhealing.agent.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;

/**
 * A shape as it is shared: a snapshot in the ledger's JSON, without comments. Only what an identity can prove is shared or taken:
 * a table that has one, and columns that all have.
 */
final class SharedFormat {
    private SharedFormat() {}

    static boolean canShare(TableSnapshot shape) {
        return shape.kind() == TableSnapshot.Kind.TABLE
                && shape.identity() != null
                && shape.columns().stream().allMatch(column -> column.identity() != null);
    }

    static SharedHistory.Key key(Ledger.Key key) {
        return new SharedHistory.Key(key.digest(), key.schema(), key.table());
    }

    static SharedHistory.Seen write(TableSnapshot shape) throws JsonProcessingException {
        String content = LedgerFormat.JSON.writeValueAsString(shape.bare(Instant.EPOCH));
        return new SharedHistory.Seen(Digest.of(content), shape.seen(), content);
    }

    /** @param now nothing was seen later than that, whatever the clock of another machine says */
    static TableSnapshot read(SharedHistory.Entry entry, Ledger.Key key, Instant now) throws CorruptLedgerException {
        TableSnapshot shape;
        try {
            shape = LedgerFormat.JSON.readValue(entry.seen().content(), TableSnapshot.class);
            if (shape == null || !LedgerFormat.sound(shape, key) || !canShare(shape)) {
                throw new CorruptLedgerException("something is missing in it, or of another table", null);
            }
        } catch (JsonProcessingException | NullPointerException e) {
            throw new CorruptLedgerException("not a shape of a table", e);
        }
        Instant at = entry.seen().at();
        return shape.bare(at.isAfter(now) ? now : at);
    }
}
