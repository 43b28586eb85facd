package io.selfhealing.agent.intercept;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The plan for a text: one that was planned before, which every preparation and every literal write asks for, or a new one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlannerBenchmark {
    private final KnownText text = KnownText.onH2();
    private long number;

    @Benchmark
    public Object known() {
        return text.plan();
    }

    @Benchmark
    @Threads(2)
    public Object knownToTwoThreads() {
        return text.plan();
    }

    @Benchmark
    public Object knownAndHealed() {
        return text.healed();
    }

    /** Scanned, parsed, decided by the whole ladder, rewritten and parsed again; what is known of the table is at hand. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Object firstTimeAndHealed() {
        Plan plan = text.firstTime(number++);
        if (!plan.heals()) {
            throw new IllegalStateException("not healed: " + plan.original());
        }
        return plan;
    }
}
