package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.RowFate;
import io.selfhealing.agent.quarantine.Waiting;
import io.selfhealing.agent.quarantine.WaitingRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a transaction that is open has done to rows whose values are in quarantine. It counts once the transaction is committed; where
 * nobody knows how that ended, a row that may have another key is one of which nothing is known. Guarded by itself.
 */
final class OpenFates {
    private final Consumer<List<RowFate>> sink;
    private final Map<String, RowFate> byEntry = new LinkedHashMap<>();

    /** @param sink told what has become true */
    OpenFates(Consumer<List<RowFate>> sink) {
        this.sink = sink;
    }

    synchronized void add(List<RowFate> fates) {
        for (RowFate fate : fates) {
            byEntry.merge(fate.row().entry(), fate, (known, next) -> known instanceof RowFate.Ended ? known : next);
        }
    }

    /** The same rows as this transaction sees them. */
    synchronized List<WaitingRow> seen(List<WaitingRow> committed, String table, Map<String, Object> key) {
        List<WaitingRow> rows = new ArrayList<>();
        committed.stream().filter(row -> !byEntry.containsKey(row.entry())).forEach(rows::add);
        String text = Waiting.text(key);
        for (RowFate fate : byEntry.values()) {
            if (fate instanceof RowFate.Moved moved
                    && moved.row().table().equals(table)
                    && Waiting.text(moved.key()).equals(text)) {
                rows.add(moved.row().under(moved.key()));
            }
        }
        return rows;
    }

    /** All rows of a table as this transaction sees them. */
    synchronized List<WaitingRow> seen(List<WaitingRow> committed, String table) {
        List<WaitingRow> rows = new ArrayList<>();
        committed.stream().filter(row -> !byEntry.containsKey(row.entry())).forEach(rows::add);
        for (RowFate fate : byEntry.values()) {
            if (fate instanceof RowFate.Moved moved && moved.row().table().equals(table)) {
                rows.add(moved.row().under(moved.key()));
            }
        }
        return rows;
    }

    synchronized void committed() {
        List<RowFate> fates = List.copyOf(byEntry.values());
        byEntry.clear();
        if (!fates.isEmpty()) {
            sink.accept(fates);
        }
    }

    synchronized void rolledBack() {
        byEntry.clear();
    }

    /** Some of it may have been undone. */
    synchronized void partlyUndone() {
        byEntry.values().removeIf(RowFate.Ended.class::isInstance);
        byEntry.replaceAll((entry, fate) -> new RowFate.Doubtful(fate.row()));
    }

    /** It ended, and nobody knows how. */
    synchronized void inDoubt() {
        if (!byEntry.isEmpty()) {
            partlyUndone();
            committed();
        }
    }
}
