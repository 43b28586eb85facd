package io.selfhealing.agent;

import io.selfhealing.agent.event.TableCounts;
import io.selfhealing.agent.metrics.Metric;
import io.selfhealing.agent.metrics.Metrics;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolReader;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.SpoolStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the agent holds for later, and for which databases it waits: told by its status and its metrics. */
final class Holdings {
    private final boolean keeps;
    private final CompletableFuture<Spool> spool;
    private final @Nullable Quarantine quarantine;
    private final TableCounts counts;
    private final InstantSource clock;

    /** @param keeps whether a spool was to be opened at all */
    Holdings(
            boolean keeps,
            CompletableFuture<Spool> spool,
            @Nullable Quarantine quarantine,
            TableCounts counts,
            InstantSource clock) {
        this.keeps = keeps;
        this.spool = spool;
        this.quarantine = quarantine;
        this.counts = counts;
        this.clock = clock;
    }

    void tell(Status status) {
        status.add("down", () -> {
            Map<String, String> down = new LinkedHashMap<>();
            counts.down().forEach((database, since) -> down.put(database, since.toString()));
            return down;
        });
        if (keeps) {
            status.add("spool", this::spooled);
        }
    }

    void measure(Metrics metrics, Status status) {
        metrics.withRows(Metric.TABLE_EVENTS, () -> {
                    Map<List<String>, Long> rows = new LinkedHashMap<>();
                    counts.counts()
                            .forEach((place, count) ->
                                    rows.put(List.of(place.kind().toString(), place.database(), place.table()), count));
                    return rows;
                })
                .withEach(Metric.DATABASE_DOWN, () -> {
                    Map<String, Integer> rows = new LinkedHashMap<>();
                    status.databases().forEach(each -> rows.put(each, counts.downSince(each) == null ? 0 : 1));
                    return rows;
                })
                .withRows(Metric.QUARANTINE_WAITING, this::waiting);
        if (keeps) {
            metrics.with(Metric.SPOOL_WAITING, () -> number(SpoolStatus::waiting))
                    .with(Metric.SPOOL_DEAD, () -> number(SpoolStatus::deadLetters))
                    .with(Metric.SPOOL_BYTES, () -> number(SpoolStatus::bytes))
                    .with(Metric.SPOOL_OLDEST, this::oldestSeconds);
        }
    }

    private Map<String, Object> spooled() {
        Map<String, Object> told = new LinkedHashMap<>();
        Spool open = open();
        told.put("open", open != null);
        if (open != null) {
            SpoolStatus status = open.status();
            told.put("waiting", status.waiting());
            told.put("dead_letters", status.deadLetters());
            told.put("bytes", status.bytes());
            told.put("max_bytes", status.maxBytes());
            Instant oldest = status.waiting() == 0 ? null : oldest(open);
            if (oldest != null) {
                told.put("oldest", oldest.toString());
            }
        }
        return told;
    }

    private Map<List<String>, Integer> waiting() {
        return quarantine == null ? Map.of() : quarantine.waiting().counts();
    }

    /** One of the numbers of a spool. */
    private interface Figure {
        long of(SpoolStatus status);
    }

    private double number(Figure figure) {
        Spool open = open();
        return open == null ? 0 : figure.of(open.status());
    }

    private double oldestSeconds() {
        Spool open = open();
        Instant oldest = open == null || open.status().waiting() == 0 ? null : oldest(open);
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0);
    }

    /** Reads one record of each directory. */
    private static @Nullable Instant oldest(Spool open) {
        try (SpoolReader<SpoolRecord> reader = open.reader()) {
            SpoolRecord first = reader.next();
            return first == null ? null : first.time();
        }
    }

    /** Null while it is not open yet, and where it cannot be opened. */
    private @Nullable Spool open() {
        try {
            return spool.getNow(null);
        } catch (CompletionException e) {
            return null;
        }
    }
}
