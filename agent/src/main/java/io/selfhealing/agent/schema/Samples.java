package io.selfhealing.agent.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The samples of one database: read on the agent's own connection when somebody asks, and again when the table has changed or
 * the sample is old.
 */
final class Samples {
    private static final Duration LONGEST_READING = Duration.ofMillis(500);
    private static final int MOST = 256;

    private final OwnConnection own;
    private final SchemaReader reader;
    private final Executor thread;
    private final SampleReader rows;
    private final InstantSource clock;
    private final Duration ttl;
    /** By the shape itself and not by what it says: it stays the same instance as long as nothing changes. */
    private final Cache<TableSnapshot, ConcurrentMap<String, Sampling>> shapes = Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(MOST)
            .executor(Runnable::run)
            .build();

    Samples(OwnConnection own, SchemaReader reader, Executor thread, SampleReader rows, Surroundings surroundings) {
        this.own = own;
        this.reader = reader;
        this.thread = thread;
        this.rows = rows;
        this.clock = surroundings.clock();
        this.ttl = surroundings.settings().ttl();
    }

    Sampling of(TableSnapshot table, Column column) {
        ConcurrentMap<String, Sampling> columns = shapes.get(table, shape -> new ConcurrentHashMap<>());
        Sampling known = columns.get(column.name());
        Instant now = clock.instant();
        if (known != null && !known.askedBefore(now.minus(ttl))) {
            return known;
        }
        Sampling mine = new Sampling(now);
        Sampling first = Objects.requireNonNull(
                columns.merge(column.name(), mine, (there, other) -> there.equals(known) ? other : there));
        if (first.equals(mine)) {
            begin(mine, table, column);
        }
        return first;
    }

    private void begin(Sampling sampling, TableSnapshot table, Column column) {
        try {
            thread.execute(() -> sampling.done(read(table, column)));
        } catch (RejectedExecutionException e) {
            sampling.done(ColumnSample.NONE);
        }
    }

    /** What cannot be read says nothing: the agent's account may lack the right, or the table be locked. */
    private ColumnSample read(TableSnapshot table, Column column) {
        try {
            return own.query(connection -> {
                reader.restrain(connection, LONGEST_READING);
                return rows.read(connection, table, column);
            });
        } catch (SQLException | RuntimeException | LinkageError e) {
            return ColumnSample.NONE;
        }
    }
}
