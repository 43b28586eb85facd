package io.selfhealing.demonstration;

import io.selfhealing.demonstration.Write.Moment;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays all acts on one running service. */
final class Run {
    /** Events are written by a thread of their own, and those that are alike share a line a second. */
    private static final Duration EVENTS_MAY_TAKE = Duration.ofSeconds(5);

    /** From a database that answers again to the last of its writes that waited. */
    private static final Duration REPLAY_MAY_TAKE = Duration.ofSeconds(20);

    private static final Duration ANSWERS_MAY_TAKE = Duration.ofSeconds(20);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String title;
    private final Options options;
    private final ServiceProcess process;
    private final URI address;
    private final DatabaseServer server;
    private final ShopDatabase database;
    private final AgentFiles agent;
    private final boolean healing;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Scene> scenes = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();

    /** @param agent where the agent would write; stays empty in the run without it */
    Run(
            Options options,
            ServiceProcess process,
            URI address,
            DatabaseServer server,
            ShopDatabase database,
            AgentFiles agent,
            boolean healing) {
        this.title = healing ? "with the agent" : "without the agent";
        this.options = options;
        this.process = process;
        this.address = address;
        this.server = server;
        this.database = database;
        this.agent = agent;
        this.healing = healing;
    }

    RunResult play() throws IOException, InterruptedException, SQLException {
        List<Act> acts = Act.all(database.product());
        Duration each = options.traffic().dividedBy(acts.size());
        Layout layout = Layout.original();
        for (Act act : acts) {
            Scene scene = new Scene(scenes.size(), act, layout, act.effect().apply(layout));
            layout = scene.after();
            scenes.add(scene);
            List<Write> own = underTraffic(scene, each, acts.size());
            writes.addAll(own);
            List<Finding> findings = findings(own, layout);
            Places places = new Places(scenes, agent.quarantine());
            tallies.add(Tally.of(findings, places, places.describe(scene, findings, layout)));
        }
        return total(layout);
    }

    private List<Write> underTraffic(Scene scene, Duration length, int of)
            throws IOException, InterruptedException, SQLException {
        String name = "%-18s act %d of %d, %s"
                .formatted(title, scene.index() + 1, of, scene.act().title());
        try (Traffic traffic = new Traffic(address, scene.index(), numbers)) {
            traffic.start(options.rate());
            watch(traffic, name, length.dividedBy(3));
            Disturbance disturbance = scene.act().disturbance();
            traffic.now(Moment.DURING);
            disturbance.begin(server, database);
            last(traffic, name, disturbance.length());
            disturbance.end(server);
            traffic.now(Moment.AFTER);
            watch(traffic, name, length.dividedBy(3).multipliedBy(2));
            return traffic.stop();
        }
    }

    /**
     * Shows about once a second how the traffic goes. On a machine that is too busy it goes on until every kind of write
     * has had its answers, since an act without writes shows nothing.
     */
    private void watch(Traffic traffic, String name, Duration length) throws IOException, InterruptedException {
        last(traffic, name, length);
        long last = System.nanoTime() + ANSWERS_MAY_TAKE.toNanos();
        while (!traffic.isAnswered() && System.nanoTime() - last < 0) {
            last(traffic, name, Duration.ofSeconds(1));
        }
    }

    private void last(Traffic traffic, String name, Duration length) throws IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            long left = end - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.min(SECOND, left));
            process.mustBeAlive();
            List<Write> soFar = List.copyOf(traffic.soFar());
            long failed = soFar.stream().filter(write -> !write.acknowledged()).count();
            System.out.println("  " + name + ": " + soFar.size() + " writes, " + failed + " failed");
        }
    }

    /** Of the writes of one act, once all that was acknowledged is in the tables, or time is up. */
    private List<Finding> findings(List<Write> own, Layout layout) throws InterruptedException, SQLException {
        long deadline = System.nanoTime() + (healing ? REPLAY_MAY_TAKE.toNanos() : 0);
        while (true) {
            List<Finding> findings = Audit.of(database, layout).findings(own);
            if (findings.stream().noneMatch(Finding::lost) || System.nanoTime() - deadline > 0) {
                return findings;
            }
            Thread.sleep(100);
        }
    }

    private RunResult total(Layout layout) throws IOException, InterruptedException, SQLException {
        Audit audit = Audit.of(database, layout);
        List<Finding> findings = audit.findings(writes);
        List<String> strays = audit.strays(writes);
        Places places = new Places(scenes, agent.quarantine());
        Map<String, Integer> events = eventsTelling(places.healed(findings) + places.leftOut(findings));
        Map<String, String> description = new LinkedHashMap<>();
        for (Scene scene : scenes) {
            description.putAll(places.describe(scene, findings, layout));
        }
        Tally total = Tally.of(findings, places, description);
        List<String> problems = healing
                ? Claims.ofTheAgent(scenes, findings, strays, places, events)
                : Claims.ofTheServiceAlone(scenes, findings, strays);
        return new RunResult(tallies, total, problems, events);
    }

    /** The event log's counts, once they tell of as many heals as are due, or time is up. */
    private Map<String, Integer> eventsTelling(int due) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + EVENTS_MAY_TAKE.toNanos();
        while (true) {
            Map<String, Integer> events = agent.eventCounts();
            int told = events.getOrDefault("healed", 0) + events.getOrDefault("left_out", 0);
            if (told >= due || System.nanoTime() - deadline > 0) {
                return events;
            }
            Thread.sleep(100);
        }
    }
}
