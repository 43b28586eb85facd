package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_BOOLEAN;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_INT;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_LONG;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_STRING;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to remember what the application bound. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BindingsBenchmark {
    private final Bindings bindings = new Bindings(4);
    private long id;

    /** Four setters of a reused statement. */
    @Benchmark
    public Object row() {
        bindings.primitive(SET_LONG, 1, id++);
        bindings.primitive(SET_INT, 2, 42);
        bindings.object(SET_STRING, 3, "Ada Lovelace", null, 0, 0);
        bindings.primitive(SET_BOOLEAN, 4, 1);
        return bindings;
    }

    /** What a row of a batch adds. */
    @Benchmark
    public Object copy() {
        return bindings.copy();
    }
}
