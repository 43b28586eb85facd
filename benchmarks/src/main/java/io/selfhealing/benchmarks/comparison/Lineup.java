package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.app.Operation;
import io.selfhealing.benchmarks.comparison.Race.Contender;
import io.selfhealing.benchmarks.launch.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One fresh JVM of each variant on one engine, for the length of a round. */
final class Lineup implements AutoCloseable {
    private final Engine engine;
    private final Options options;
    private final List<Child> children = new ArrayList<>();

    private Lineup(Engine engine, Options options) {
        this.engine = engine;
        this.options = options;
    }

    static Lineup start(Engine engine, Options options, PostgresServer server) throws IOException, SQLException {
        Lineup lineup = new Lineup(engine, options);
        for (Variant variant : options.variants()) {
            String name = "bench_" + variant.name().toLowerCase(Locale.ROOT);
            String url = engine == Engine.H2 ? "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1" : server.fresh(name);
            lineup.children.add(Child.start(variant, options, url));
        }
        return lineup;
    }

    void run(Results results) throws IOException {
        for (int threads : options.threads()) {
            for (Operation operation : options.operations()) {
                if (!operation.needsHealing()) {
                    compare(new Course(engine, threads, operation), results);
                }
            }
            if (options.operations().contains(Operation.HEALED)) {
                heal(new Course(engine, threads, Operation.HEALED), results);
            }
        }
    }

    private void compare(Course course, Results results) throws IOException {
        List<Contender> contenders = children.stream()
                .map(child -> new Contender(child, course.operation()))
                .toList();
        new Race(course.threads(), options).run(contenders);
        Map<Variant, Contender> byVariant = contenders.stream()
                .collect(Collectors.toMap(contender -> contender.child().variant(), Function.identity()));
        Contender base = byVariant.getOrDefault(Variant.PLAIN, contenders.get(0));
        byVariant.forEach(
                (variant, contender) -> results.add(course, variant, Round.of(contender.samples(), base.samples())));
    }

    /** In the agent's own JVM: by the column's former name beside its present one. */
    private void heal(Course course, Results results) throws IOException {
        for (Child child : children) {
            if (child.variant() == Variant.AGENT) {
                Contender right = new Contender(child, Operation.RIGHT);
                Contender healed = new Contender(child, Operation.HEALED);
                new Race(course.threads(), options).run(List.of(right, healed));
                results.add(course, Variant.PLAIN, Round.of(right.samples(), right.samples()));
                results.add(course, Variant.AGENT, Round.of(healed.samples(), right.samples()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Child child : children) {
            child.close();
        }
    }
}
