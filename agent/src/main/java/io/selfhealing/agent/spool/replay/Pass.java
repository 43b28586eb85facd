package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolReader;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.Write;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goes once over what waits for one database, from its beginning, and writes what may go. */
final class Pass {
    private static final long MOST_BYTES = 1 << 20;

    private final Target target;
    private final Spool spool;
    private final Landings landings;
    private final Blocks blocks;
    private final Marks marks;
    private final Pace pace;
    private final Gate gate;
    private final Counts counts;
    private final Told told;
    private final int attempts;
    private final InstantSource clock;
    private final boolean anyDatabase;
    private final Lines lines;
    private @Nullable Line line;

    /** Opens connections. */
    @FunctionalInterface
    interface Lines {
        Line open() throws SQLException;
    }

    /** What a replay keeps from pass to pass. */
    record Memory(Blocks blocks, Marks marks, Pace pace, Counts counts, Told told) {}

    /** @param anyDatabase whether somebody said that the one that answers is in the place of the one before */
    Pass(
            Target target,
            Spool spool,
            Memory memory,
            Gate gate,
            int attempts,
            InstantSource clock,
            boolean anyDatabase,
            Lines lines) {
        this.target = target;
        this.spool = spool;
        this.landings = new Landings(target.product(), clock);
        this.blocks = memory.blocks();
        this.marks = memory.marks();
        this.pace = memory.pace();
        this.counts = memory.counts();
        this.told = memory.told();
        this.gate = gate;
        this.attempts = attempts;
        this.clock = clock;
        this.anyDatabase = anyDatabase;
        this.lines = lines;
    }

    /** @throws HaltException where the rest has to wait for a better moment */
    void run() throws HaltException, SQLException, InterruptedException {
        blocks.beginPass();
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (List<SpoolRecord> batch = gather(reader); !batch.isEmpty(); batch = gather(reader)) {
                told.begins(spool.status().waiting());
                Line open = line;
                if (open == null) {
                    open = lines.open();
                    line = open;
                }
                long start = System.nanoTime();
                land(open, meant(open, batch));
                gate.pause(pace.after(rows(batch), Duration.ofNanos(System.nanoTime() - start)));
            }
            Line open = line;
            if (open != null) {
                marks.prune(open);
            }
        } finally {
            Line open = line;
            if (open != null) {
                open.close();
            }
        }
    }

    private static int rows(List<SpoolRecord> batch) {
        return batch.stream()
                .mapToInt(record -> record.transaction().writes().size())
                .sum();
    }

    /** The next records that may go; none at the end, and where work has to stop. */
    private List<SpoolRecord> gather(SpoolReader<SpoolRecord> reader) {
        List<SpoolRecord> batch = new ArrayList<>();
        long bytes = 0;
        while (gate.isOpen() && batch.size() < pace.limit() && bytes < MOST_BYTES) {
            SpoolRecord record = reader.next();
            if (record == null) {
                break;
            }
            if (!spool.isRetried(record.id())) {
                marks.sees(record.id()); // A dead letter's place says nothing of the records before it.
            }
            if (record.transaction().database().equals(target.name()) && !blocks.holds(record, clock.instant())) {
                batch.add(record);
                bytes += bytes(record);
            }
        }
        return batch;
    }

    /** Those that were kept for the database that answers. At its address there was another one, of which the rest is. */
    private List<SpoolRecord> meant(Line open, List<SpoolRecord> batch) {
        List<SpoolRecord> meant = new ArrayList<>();
        for (SpoolRecord record : batch) {
            String identity = record.transaction().identity();
            if (identity == null || open.identity() == null || identity.equals(open.identity()) || anyDatabase) {
                meant.add(record);
            } else {
                blocks.passOver();
                told.foreign(identity, open.identity());
            }
        }
        return meant;
    }

    private static long bytes(SpoolRecord record) {
        long bytes = 0;
        for (Write write : record.transaction().writes()) {
            for (Parameter parameter : write.parameters()) {
                bytes += Parameters.bytes(parameter);
            }
        }
        return bytes;
    }

    /** All at once, or where that fails in halves, so that each bad one stands alone in the end. The order is kept. */
    private void land(Line open, List<SpoolRecord> batch) throws HaltException {
        List<SpoolRecord> free = batch.stream()
                .filter(record -> !blocks.holds(record, clock.instant()))
                .toList();
        if (free.isEmpty()) {
            return;
        }
        Landing landing = landings.land(open, free, false);
        if (landing instanceof Landing.Landed landed) {
            landed(free, landed);
            return;
        }
        Landing.Failed failed = (Landing.Failed) landing;
        haltAt(failed);
        if (free.size() == 1) {
            alone(open, free.get(0), failed);
        } else {
            int half = free.size() / 2;
            land(open, free.subList(0, half));
            land(open, free.subList(half, free.size()));
        }
    }

    private void haltAt(Landing.Failed failed) throws HaltException {
        counts.failed(failed.reason());
        if (failed.trouble() == Trouble.LOST || failed.trouble() == Trouble.NOT_NOW) {
            throw new HaltException(failed.reason());
        }
    }

    /** Once more by its table as it is now; then it waits, or is given up. */
    private void alone(Line open, SpoolRecord record, Landing.Failed first) throws HaltException {
        Landing.Failed failed = first;
        if (first.ofSchema()) {
            Landing again = landings.land(open, List.of(record), true);
            if (again instanceof Landing.Landed landed) {
                landed(List.of(record), landed);
                return;
            }
            failed = (Landing.Failed) again;
            haltAt(failed);
        }
        switch (failed.trouble()) {
            case CONTENTION -> blocks.failed(record, false, clock.instant());
            case TABLE -> {
                blocks.stop(record);
                told.warn("nothing can be written to " + tables(record) + ", so its records wait: " + brief(failed));
            }
            default -> refused(record, failed);
        }
    }

    private void refused(SpoolRecord record, Landing.Failed failed) {
        int tries = blocks.tries(record) + 1;
        if (tries < attempts) {
            blocks.failed(record, true, clock.instant());
            return;
        }
        try {
            spool.deadLetter(record, failed.reason());
        } catch (SpoolException e) {
            blocks.failed(record, false, clock.instant());
            told.warn("a dead letter cannot be kept as one, so its record waits: " + e.getMessage());
            return;
        }
        blocks.forget(List.of(record));
        counts.deadLetter();
        told.deadLetter(record, brief(failed) + ", after " + tries + " tries");
    }

    static String tables(SpoolRecord record) {
        return record.transaction().writes().stream()
                .map(Write::table)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What the database says may hold values; its code does not. */
    private static String brief(Landing.Failed failed) {
        int state = failed.reason().lastIndexOf("(SQLState ");
        return state < 0
                ? failed.reason()
                : failed.reason().substring(state + 1, failed.reason().length() - 1);
    }

    private void landed(List<SpoolRecord> records, Landing.Landed landed) {
        List<RecordId> ids = records.stream().map(SpoolRecord::id).toList();
        blocks.forget(records);
        counts.landed(ids.size(), landed.known());
        marks.done(ids);
        told.landed(ids.size(), spool.status().waiting());
    }
}
