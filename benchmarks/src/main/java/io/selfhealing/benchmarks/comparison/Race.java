package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.app.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some contenders on the same course: warmed up one after the other, then measured in turns. */
final class Race {
    private static final int LEAST_WARMING = 8;
    /** With several threads the same code runs again. */
    private static final int LEAST_REWARMING = 4;

    private static final int MOST_WARMING = 14;
    /** As many slices that differ by no more than that are steady. */
    private static final double STEADY = 1.04;

    private static final int STEADY_SLICES = 4;

    private final int threads;
    private final int slices;
    private final int millis;
    private final int warming;

    /** An operation in one JVM, and what it took. */
    record Contender(Child child, Operation operation, List<Sample> samples) {
        Contender(Child child, Operation operation) {
            this(child, operation, new ArrayList<>());
        }
    }

    Race(int threads, Options options) {
        this.threads = threads;
        this.slices = options.slices();
        this.warming = 3 * options.millis();
        this.millis = threads == 1 ? options.millis() : options.millis() * 2;
    }

    void run(List<Contender> contenders) throws IOException {
        for (Contender contender : contenders) {
            warmUp(contender);
        }
        for (int slice = 0; slice < slices; slice++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender next = contenders.get((slice + i) % contenders.size());
                next.samples().add(next.child().run(next.operation(), threads, millis));
            }
        }
    }

    private void warmUp(Contender contender) throws IOException {
        List<Double> nanos = new ArrayList<>();
        int least = threads == 1 ? LEAST_WARMING : LEAST_REWARMING;
        while (nanos.size() < MOST_WARMING && (nanos.size() < least || !steady(nanos))) {
            nanos.add(contender
                    .child()
                    .run(contender.operation(), threads, warming)
                    .nanos());
        }
    }

    private static boolean steady(List<Double> nanos) {
        Spread last = Spread.of(nanos.subList(nanos.size() - STEADY_SLICES, nanos.size()));
        return last.most() / last.least() < STEADY;
    }
}
