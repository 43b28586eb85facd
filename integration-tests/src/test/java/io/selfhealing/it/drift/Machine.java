package io.selfhealing.it.drift;

import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Plays many histories, several at a time in one JVM of the application, which is a new one for each group of them. */
final class Machine {
    private static final AtomicInteger GROUPS = new AtomicInteger();

    private final Engine engine;
    private final DbServer server;
    private final Plan plan;
    private final Tally tally = new Tally();
    private final Consumer<String> told;

    Machine(Engine engine, DbServer server, Plan plan, Consumer<String> told) {
        this.engine = engine;
        this.server = server;
        this.plan = plan;
        this.told = told;
    }

    Tally run() throws IOException, SQLException, InterruptedException {
        long end = plan.from() + plan.histories();
        long start = System.nanoTime();
        for (long at = plan.from(); at < end; at += plan.group()) {
            group(at, Math.min(end, at + plan.group()));
            long millis = (System.nanoTime() - start) / 1_000_000;
            told.accept(engine + ": next from " + Math.min(end, at + plan.group()) + ", wrong " + tally.wrong()
                    + ", kinds " + tally.findings().size() + ", " + millis / Math.max(1, tally.histories())
                    + " ms a history");
        }
        return tally;
    }

    private void group(long from, long end) throws IOException, SQLException, InterruptedException {
        String group = "it_drift_" + GROUPS.incrementAndGet() + "_";
        List<Site> sites = new ArrayList<>();
        try (AppJvm jvm = AppJvm.start()) {
            for (int i = 0; i < plan.workers(); i++) {
                // Where one changes its schema, H2 lets nobody else in the same database do so.
                server.create(group + i);
                sites.add(new Site(engine, server, group + i, jvm));
            }
            work(sites, from, end);
            for (Site site : sites) {
                site.close();
            }
        }
    }

    private void work(List<Site> sites, long from, long end) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(sites.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Site site : sites) {
                all.add(workers.submit(() -> {
                    long at = from + next.getAndIncrement();
                    while (at < end) {
                        play(site, plan.seed() + at);
                        at = from + next.getAndIncrement();
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the machine itself failed", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private void play(Site site, long seed) throws SQLException, InterruptedException {
        Player player = new Player(site);
        Result result = player.play(History.random(engine, seed, plan.features(engine)));
        tally.count(result);
        if (plan.shows(result)) {
            told.accept("seed " + seed + " " + result.history().setup() + "\n" + String.join("\n", result.log()));
        }
        if (result.right() || tally.explained(result)) {
            return;
        }
        if (tally.findings().size() >= plan.kinds()) {
            told.accept("not made small: " + new Finding(result));
            return;
        }
        Finding finding = new Finding(new Shrinker(player).smallest(result));
        if (tally.add(finding)) {
            told.accept(finding.toString());
        }
    }
}
