package io.selfhealing.benchmarks.micro;

import io.selfhealing.agent.heal.Case;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to decide where a renamed column went. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmark {
    /** What is there before the decision. */
    @State(Scope.Benchmark)
    public static class Known {
        private final Decision ladder = Situation.ladder();
        private final Case situation = Situation.renamed();
    }

    /** In a JVM that has never parsed or decided anything: classes, patterns, parser and all. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(10)
    public Verdict firstTime() {
        return Situation.ladder().decide(Situation.renamed());
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 5, time = 1)
    @Measurement(iterations = 5, time = 1)
    public Verdict repeated(Known known) {
        return known.ladder.decide(known.situation);
    }
}
