package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An application, and what it was told of each of its writes. */
final class Told {
    static final Path HOME = Path.of("/home");
    static final long MOST = 1 << 20;

    final Set<Integer> kept = new TreeSet<>();
    final Set<Integer> refused = new TreeSet<>();
    /** Nobody has been told, or was told that nobody knows. */
    final Set<Integer> unknown = new TreeSet<>();
    /** Kept, and done as far as the disk was asked. */
    final Set<Integer> done = new TreeSet<>();

    final Map<Integer, RecordId> ids = new TreeMap<>();
    final List<SpoolProblem> problems = new ArrayList<>();
    private int next = 1;

    static Spool open(Disk disk, Collection<SpoolProblem> problems) throws SpoolException {
        return open(disk, problems, null);
    }

    static Spool open(Disk disk, Collection<SpoolProblem> problems, @Nullable SpoolKey key) throws SpoolException {
        return Spool.open(HOME, MOST, key, InstantSource.system(), new Random(), problems::add, disk);
    }

    static Transaction transaction(int number, int writes, int padding) {
        List<Write> all = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            all.add(new Write(
                    "public.orders",
                    "INSERT INTO orders (id, note) VALUES (?, ?)",
                    List.of(Parameter.of(number), Parameter.of("x".repeat(padding))),
                    Map.of("id", number)));
        }
        return new Transaction("postgresql://db/app", "v1", all);
    }

    static int number(SpoolRecord record) {
        return (Integer) Objects.requireNonNull(
                record.transaction().writes().get(0).parameters().get(0).value());
    }

    void append(Spool spool, int writes, int padding) {
        int number = next++;
        try {
            ids.put(number, spool.append(transaction(number, writes, padding)));
            kept.add(number);
        } catch (SpoolException e) {
            (e.reason() == SpoolException.Reason.IN_DOUBT ? unknown : refused).add(number);
        }
    }

    void done(Spool spool, Collection<Integer> numbers) {
        done.addAll(numbers);
        try {
            spool.done(numbers.stream().map(ids::get).toList());
        } catch (SpoolException e) {
            // Not durable: the ledger keeps them.
        }
    }

    /** The power went: what was refused while it did, nobody has been told. */
    void forgetRefusals() {
        unknown.addAll(refused);
        refused.clear();
    }

    static List<Integer> read(Spool spool) {
        List<Integer> read = new ArrayList<>();
        try (SpoolReader<SpoolRecord> reader = spool.reader()) {
            for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                read.add(number(record));
            }
        }
        return read;
    }

    /** Nothing acknowledged is lost, nothing refused is invented. */
    void check(List<Integer> read, String when) {
        Set<Integer> waiting = new TreeSet<>(kept);
        waiting.removeAll(done);
        assertThat(read).as("%s: acknowledged", when).containsAll(waiting);
        assertThat(read).as("%s: refused", when).noneMatch(refused::contains);
        assertThat(read).as("%s: once each", when).doesNotHaveDuplicates();
        assertThat(read).as("%s: in order", when).isSorted();
    }
}
