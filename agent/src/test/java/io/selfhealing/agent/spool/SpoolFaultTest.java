package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.spool.SimulatedDisk.Fault;
import io.selfhealing.agent.spool.SimulatedDisk.Left;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk fails at call 1, 2, 3 … until the operation succeeds. */
@Timeout(120)
class SpoolFaultTest {
    private static final int LARGE = 40_000;

    /** An operation, after what has to be there for it. */
    private enum Operation {
        APPEND {
            @Override
            void run(Told told, Spool spool) {
                told.append(spool, 1, 10);
                told.append(spool, 1, 10);
            }
        },
        COMMIT {
            @Override
            void run(Told told, Spool spool) {
                told.append(spool, 5, 100);
                told.append(spool, 3, 100);
            }
        },
        ROTATE {
            @Override
            void run(Told told, Spool spool) {
                for (int i = 0; i < 5; i++) {
                    told.append(spool, 1, LARGE);
                }
            }
        },
        ADVANCE {
            @Override
            void run(Told told, Spool spool) {
                told.done(spool, List.of(1));
                told.append(spool, 1, 10);
                told.done(spool, List.of(3));
            }
        },
        PRUNE {
            @Override
            void prepare(Told told, Spool spool) {
                for (int i = 0; i < 8; i++) {
                    told.append(spool, 1, LARGE);
                }
            }

            @Override
            void run(Told told, Spool spool) {
                told.done(spool, List.of(1, 2, 3, 4, 5, 6));
                told.append(spool, 1, 10);
            }
        },
        DEAD_LETTER {
            @Override
            void run(Told told, Spool spool) {
                try (SpoolReader<SpoolRecord> reader = spool.reader()) {
                    spool.deadLetter(Objects.requireNonNull(reader.next()), "refused");
                } catch (SpoolException e) {
                    // It waits, or is a letter: never neither.
                }
                told.append(spool, 1, 10);
            }
        },
        ADOPT {
            @Override
            void prepare(Told told, Spool spool) throws SpoolException {
                super.prepare(told, spool);
            }

            @Override
            void run(Told told, Spool spool) {
                spool.adopt();
                told.append(spool, 1, 10);
            }
        };

        void prepare(Told told, Spool spool) throws SpoolException {
            told.append(spool, 1, 10);
            told.append(spool, 1, 10);
            told.append(spool, 2, 10);
        }

        abstract void run(Told told, Spool spool);
    }

    static Stream<Arguments> faults() {
        List<Arguments> all = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            for (Fault fault : Fault.values()) {
                for (int many : new int[] {1, 2, 100}) {
                    if (many == 1 || !fault.endsPower()) {
                        all.add(Arguments.of(operation, fault, many));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, the disk {1} {2} times")
    @MethodSource("faults")
    void nothingIsLostAndNothingInvented(Operation operation, Fault fault, int many) throws Exception {
        int nth = 1;
        while (fails(operation, fault, many, nth)) {
            nth++;
        }
        assertThat(nth).as("calls that were made to fail").isGreaterThan(2);
    }

    /** Whether the operation came as far as the call that fails. */
    private static boolean fails(Operation operation, Fault fault, int many, int nth) throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        Told told = new Told();
        Spool first = Told.open(disk, told.problems);
        operation.prepare(told, first);
        Spool spool = first;
        if (operation == Operation.ADOPT) {
            spool = Told.open(disk, told.problems);
            disk.unlock(Path.of("/home/spool/0001/lock"));
        }
        disk.fail(nth, many, fault);
        operation.run(told, spool);
        boolean failed = disk.hasFailed();
        disk.heal();
        String when = operation + ", call " + nth + " " + fault;
        if (failed && fault.endsPower()) {
            told.forgetRefusals();
        } else {
            if (many == 1) {
                assertThat(told.unknown)
                        .as("%s: one failure leaves no doubt", when)
                        .isEmpty();
            }
            for (Left left : Left.values()) {
                survives(told, disk.restarted(left), when + ", then at once a restart that leaves " + left);
            }
            goesOn(told, spool, when);
        }
        for (Left left : Left.values()) {
            survives(told, disk.restarted(left), when + ", then a restart that leaves " + left);
        }
        return failed;
    }

    private static void goesOn(Told told, Spool spool, String when) throws Exception {
        spool.adopt();
        int before = told.kept.size();
        told.append(spool, 1, 10);
        assertThat(told.kept).as("%s: the spool takes more", when).hasSize(before + 1);
        told.check(readAll(spool), when);
    }

    private static void survives(Told told, SimulatedDisk disk, String when) throws Exception {
        List<SpoolProblem> problems = new ArrayList<>();
        try (Spool spool = Told.open(disk, problems)) {
            told.check(readAll(spool), when);
            RecordId id = spool.append(Told.transaction(1_000_000, 1, 10));
            assertThat(Told.read(spool)).as("%s: the spool takes more", when).contains(1_000_000);
            spool.done(List.of(id));
        }
        try (Spool again = Told.open(disk.restarted(Left.NOTHING), problems)) {
            told.check(readAll(again), when + ", twice");
        }
    }

    /** What waits, and what is a dead letter. */
    private static List<Integer> readAll(Spool spool) {
        List<Integer> read = new ArrayList<>();
        try (SpoolReader<DeadLetter> letters = spool.deadLetters()) {
            for (DeadLetter letter = letters.next(); letter != null; letter = letters.next()) {
                read.add(Told.number(letter.record()));
            }
        }
        read.addAll(Told.read(spool));
        return read;
    }
}
