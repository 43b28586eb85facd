package io.selfhealing.agent.restraint;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Since when each heal is in use, as this process and those before it know. */
final class Ages {
    static final int MOST = 10_000;

    /** After it nobody remembers what the heal was about, and the same names may mean something else. */
    static final Duration FORGOTTEN = Duration.ofDays(30);

    /** How exactly it is kept when a heal was last wanted. */
    private static final Duration EXACTLY = Duration.ofHours(1);

    private final @Nullable AgesFile file;
    private final Consumer<String> warning;
    private final Map<Aged, Age> ages = new ConcurrentHashMap<>();
    private final AtomicBoolean read = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean unwritten;
    private Instant written = Instant.MIN;

    /** @param file null where nothing can be kept */
    Ages(@Nullable AgesFile file, Consumer<String> warning) {
        this.file = file;
        this.warning = warning;
    }

    /** Since when it is in use; null where it was not used yet, or not lately. */
    @Nullable
    Instant since(Aged heal, Instant now) {
        readOnce();
        Age age = ages.get(heal);
        return age == null || isForgotten(age, now) ? null : age.first();
    }

    /** A write wanted it. @return whether that is the first use */
    boolean wanted(Aged heal, Instant now) {
        readOnce();
        Age before = ages.get(heal);
        if (before == null || isForgotten(before, now)) {
            if (ages.size() < MOST || before != null) {
                ages.put(heal, Age.begun(now));
                unwritten = true;
            }
            return true;
        }
        ages.computeIfPresent(heal, (same, age) -> age.wanted(now));
        return false;
    }

    private static boolean isForgotten(Age age, Instant now) {
        return age.last().plus(FORGOTTEN).isBefore(now);
    }

    /** Those in use lately. */
    Map<Aged, Age> all() {
        return ages;
    }

    /** People were told of them. */
    void told(List<Aged> heals, Instant now) {
        heals.forEach(heal -> ages.computeIfPresent(heal, (same, age) -> age.told(now)));
        unwritten |= !heals.isEmpty();
    }

    private void readOnce() {
        if (file == null || read.get()) {
            return;
        }
        synchronized (this) {
            if (!read.get()) {
                try {
                    file.read().forEach((heal, age) -> ages.merge(heal, age, Age::or));
                } catch (IOException e) {
                    complain(e);
                }
                read.set(true);
            }
        }
    }

    /** Writes down what is new, by one thread. */
    void write(Instant now) {
        if (file == null || ages.isEmpty() || (!unwritten && now.isBefore(written.plus(EXACTLY)))) {
            return;
        }
        if (!unwritten && written.equals(Instant.MIN)) {
            written = now;
            return;
        }
        unwritten = false;
        written = now;
        try {
            file.change(kept -> {
                kept.entrySet().removeIf(each -> isForgotten(each.getValue(), now));
                ages.entrySet().removeIf(each -> isForgotten(each.getValue(), now));
                ages.forEach((heal, age) -> kept.merge(heal, age, Age::or));
                bound(kept);
                kept.forEach((heal, age) -> ages.computeIfPresent(heal, (same, own) -> own.or(age)));
            });
            failing.set(false);
        } catch (IOException e) {
            unwritten = true;
            complain(e);
        }
    }

    private static void bound(Map<Aged, Age> kept) {
        if (kept.size() > MOST) {
            kept.entrySet().stream()
                    .sorted(Comparator.comparing(each -> each.getValue().last()))
                    .limit(kept.size() - MOST)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(kept::remove);
        }
    }

    private void complain(IOException e) {
        if (failing.compareAndSet(false, true)) {
            warning.accept("since when heals are in use cannot be kept: " + e);
        }
    }
}
