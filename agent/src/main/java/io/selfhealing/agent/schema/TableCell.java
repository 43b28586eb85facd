package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The place where what is known of one table is published. Callers may keep it; reading it costs one volatile read. */
public final class TableCell {
    private static final Duration RECENT = Duration.ofMinutes(1);
    /** A rename witnessed inside a transaction is seen only after its commit; one never seen was rolled back. */
    private static final Duration WITNESS_MEMORY = Duration.ofMinutes(10);

    private static final int MOST_WITNESSED = 16;

    private final TableKey key;
    private volatile TableView view = new TableView.Unread();
    private volatile boolean rested;
    private volatile boolean awaited;
    private volatile Instant disturbedAt = Instant.MIN;
    private volatile Instant confirmedAt = Instant.MIN;

    /** Written by any thread without order: a touch seen late is a touch seen at the next look. */
    private boolean touched;

    private volatile boolean namedByApplication;

    private volatile boolean healed;

    private volatile @Nullable TableView asked;

    // Of the database's own thread alone.
    private final Backoff backoff = new Backoff();
    private Instant touchedAt = Instant.MIN;
    private Instant healedAt = Instant.MIN;
    private volatile Instant readAt = Instant.MIN;
    private @Nullable String fingerprint;
    private List<TableKey> watched = List.of();
    private long imports;

    // Under the lock of this cell.
    private TableView.@Nullable Known lastKnown;
    private @Nullable DatabaseIdentity lastKnownIn;
    private long ticketsGiven;
    private long ticketShown;
    private final List<WitnessedRename> witnessed = new ArrayList<>();
    private @Nullable CompletableFuture<TableView> waiting;

    TableCell(TableKey key) {
        this.key = key;
    }

    public TableKey key() {
        return key;
    }

    /** What is known now. */
    public TableView view() {
        return view;
    }

    /** Whether it is {@link TableView.Unread} only because nobody used the table for a while. */
    public boolean rested() {
        return rested;
    }

    /** Whether nobody has asked that before: whoever hears so may wait for the table longer than others do. */
    public boolean awaitsFirst() {
        if (awaited) {
            return false;
        }
        awaited = true;
        return true;
    }

    /** Nobody watches the table any more: what was known of it is history, and no longer shown as what is. */
    synchronized void rest() {
        if (view instanceof TableView.Known || view instanceof TableView.Missing) {
            rested = true;
            view = new TableView.Unread();
        }
    }

    /** Says that the table is in use, so that it is watched. Costs next to nothing. */
    public void touch() {
        if (!touched) {
            touched = true;
        }
    }

    /** A statement of the application names the table, and not only somebody who asks about it. */
    public void named() {
        if (!namedByApplication) {
            namedByApplication = true;
        }
    }

    boolean namedByApplication() {
        return namedByApplication;
    }

    /** Whether {@link #changedRecently} need not be asked, which costs a look at the clock. */
    public boolean undisturbed() {
        return disturbedAt.equals(Instant.MIN);
    }

    /** Whether within the last minute the table changed, or a write to it or the reading of it failed. */
    public boolean changedRecently(Instant now) {
        Instant at = disturbedAt;
        boolean recently = at.isAfter(now.minus(RECENT));
        if (!recently) {
            calmed(at);
        }
        return recently;
    }

    private synchronized void calmed(Instant since) {
        if (disturbedAt.equals(since)) {
            disturbedAt = Instant.MIN;
        }
    }

    /** A write failed in a way that another shape of the table would explain. */
    public synchronized void disturbed(Instant now) {
        disturbedAt = now;
    }

    /** Whether the database has said since that moment that what is shown still holds. */
    public boolean confirmedSince(Instant moment) {
        return !confirmedAt.isBefore(moment);
    }

    /** Whether the database was asked, before a write was healed by what is shown, if it still holds. */
    public boolean wasAsked(TableView shown) {
        return asked == shown;
    }

    /** It was, and it does. */
    public void asked(TableView shown) {
        asked = shown;
    }

    Backoff backoff() {
        return backoff;
    }

    /** Notes and forgets touches; gives the time of the last one that was noted. */
    Instant noteTouch(Instant now) {
        if (touched) {
            touched = false;
            touchedAt = now;
        }
        return touchedAt;
    }

    /** When the database was last asked for what is shown, a table of another name included. Any thread. */
    public Instant readAt() {
        return readAt;
    }

    /** A write to the table is healed. Any thread. */
    void noteHeal() {
        if (!healed) {
            healed = true;
        }
    }

    /** Whether a write to it was healed since that moment, as far as it was noted. */
    boolean healedSince(Instant moment, Instant now) {
        if (healed) {
            healed = false;
            healedAt = now;
        }
        return !healedAt.isBefore(moment);
    }

    boolean readBefore(Instant moment) {
        return readAt.isBefore(moment);
    }

    /** @param others tables on which it depends as well what is shown */
    void read(Instant now, String newFingerprint, List<TableKey> others) {
        readAt = now;
        fingerprint = newFingerprint;
        watched = List.copyOf(others);
    }

    /** Notes what had been imported when the table was read, as the ledger counts it. */
    void imports(long imported) {
        imports = imported;
    }

    long imports() {
        return imports;
    }

    /** The tables whose fingerprints together are this cell's. */
    List<TableKey> watched() {
        List<TableKey> all = new ArrayList<>();
        all.add(key);
        all.addAll(watched);
        return all;
    }

    boolean hasFingerprint(String other) {
        return other.equals(fingerprint);
    }

    /** To be taken before the database is asked: of two answers the one asked for later counts. */
    synchronized long ticket() {
        return ++ticketsGiven;
    }

    synchronized boolean isLate(long ticket) {
        return ticket <= ticketShown;
    }

    /** Joins those who wait for the next read to begin: the future given, or the one that somebody gave before. */
    synchronized CompletableFuture<TableView> await(CompletableFuture<TableView> offered) {
        if (waiting == null) {
            waiting = offered;
        }
        return waiting;
    }

    /** A read begins: who asks from now on waits for another, since this one may be too early for him. */
    synchronized @Nullable CompletableFuture<TableView> takeWaiting() {
        CompletableFuture<TableView> taken = waiting;
        waiting = null;
        return taken;
    }

    /** Nobody will read any more. */
    void giveUpWaiting() {
        CompletableFuture<TableView> taken = takeWaiting();
        if (taken != null) {
            taken.complete(view);
        }
    }

    synchronized void witnessed(WitnessedRename rename) {
        if (witnessed.size() == MOST_WITNESSED) {
            witnessed.remove(0);
        }
        witnessed.add(rename);
    }

    /** The witnessed renames that this shape bears out, newest first. */
    synchronized List<WitnessedRename> borneOut(TableSnapshot shape, Instant now) {
        witnessed.removeIf(rename -> rename.at().isBefore(now.minus(WITNESS_MEMORY)));
        List<WitnessedRename> confirmed = new ArrayList<>();
        for (WitnessedRename rename : witnessed) {
            if (shape.column(rename.from()) == null && shape.column(rename.to()) != null && !denied(rename, shape)) {
                confirmed.add(0, rename);
            }
        }
        return confirmed;
    }

    synchronized void forget(List<WitnessedRename> renames) {
        witnessed.removeAll(renames);
    }

    /** Whether what was known before says that the new column is not the old one. */
    private boolean denied(WitnessedRename rename, TableSnapshot shape) {
        if (lastKnown == null) {
            return false;
        }
        TableSnapshot last = lastKnown.history().current();
        if (last.column(rename.from()) == null && last.column(rename.to()) == null) {
            return true; // one column went and later another came
        }
        Column before = lastCalled(rename.from(), lastKnown.history());
        Column after = shape.column(rename.to());
        return before != null
                && after != null
                && before.identity() != null
                && !before.identity().equals(after.identity());
    }

    private static @Nullable Column lastCalled(String name, TableHistory history) {
        return Stream.concat(Stream.of(history.current()), history.earlier().stream())
                .map(shape -> shape.column(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What was last known of the table in that database; null where nothing was. */
    synchronized TableView.@Nullable Known lastKnown(DatabaseIdentity database) {
        return database.equals(lastKnownIn) ? lastKnown : null;
    }

    /** @param changedSinceEarlier whether the table had another shape when it was last remembered */
    synchronized void show(
            long ticket, TableView.Known known, DatabaseIdentity database, boolean changedSinceEarlier, Instant now) {
        if (isLate(ticket)) {
            return;
        }
        boolean changed = view instanceof TableView.Missing || (lastKnown != null && !known.equals(lastKnown));
        if (changed || changedSinceEarlier) {
            disturbedAt = now;
        }
        ticketShown = ticket;
        lastKnown = known;
        lastKnownIn = database;
        confirmedAt = now;
        view = known;
    }

    synchronized void showMissing(long ticket, @Nullable LostTable lost, Instant now) {
        if (isLate(ticket)) {
            return;
        }
        ticketShown = ticket;
        confirmedAt = now;
        if (!(view instanceof TableView.Missing before && same(before.lost(), lost))) {
            if (lastKnown != null) {
                disturbedAt = now;
            }
            view = new TableView.Missing(lost);
        }
    }

    private static boolean same(@Nullable LostTable some, @Nullable LostTable other) {
        return (some == null || other == null) ? (some == null && other == null) : some.saysTheSame(other);
    }

    synchronized void confirmed(Instant now) {
        confirmedAt = now;
    }

    /** What is shown stays while it may be trusted. */
    synchronized void failed(String reason, Instant now, Duration ttl) {
        disturbedAt = now;
        boolean trusted = !(view instanceof TableView.Unread) && confirmedSince(now.minus(ttl));
        if (!trusted
                && !(view instanceof TableView.Unavailable before
                        && before.reason().equals(reason))) {
            view = new TableView.Unavailable(reason);
        }
    }
}
