package io.selfhealing.benchmarks.micro;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Outline;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one look at a text costs: its kind for every statement, its outline for writes that are not known yet. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScannerBenchmark {
    private static final Dialect DIALECT = new Dialect(Product.POSTGRESQL, Folding.LOWER);

    /** Which text is looked at. */
    @Param
    public Text text = Text.PREPARED_INSERT;

    /** Texts as applications write them. */
    public enum Text {
        PREPARED_INSERT("insert into orders (id, customer, name, amount, paid, created) values (?, ?, ?, ?, ?, ?)"),
        LITERAL_INSERT("insert into orders (id, customer, name, amount, paid, created)"
                + " values (17, 42, 'Ada Lovelace', 1234.56, true, '2026-01-02 03:04:05')"),
        UPDATE("update orders set name = ?, amount = amount + ? where id = ? and paid is not null"),
        SELECT("select name, price from items where id = ?");

        private final String sql;

        Text(String sql) {
            this.sql = sql;
        }
    }

    @Benchmark
    public StatementKind kind() {
        return Scanner.kind(text.sql);
    }

    @Benchmark
    public @Nullable Outline outline() {
        return Scanner.outline(text.sql, DIALECT);
    }
}
