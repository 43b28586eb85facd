package io.selfhealing.it.drift;

import static io.selfhealing.it.server.Engine.MARIADB;
import static io.selfhealing.it.server.Engine.MYSQL;
import static io.selfhealing.it.server.Engine.POSTGRESQL;

import io.selfhealing.it.server.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Every kind of step, each in one line, and which of them a run has. */
final class Features {
    /** How often the agent looks: seldom enough for statements to come before it does. */
    static final long POLL_MILLIS = Long.getLong("drift.poll", 300);

    /** On a machine with other work the agent's looks come late: to count what heals, give it longer. */
    static final long NOTICE_MILLIS = Long.getLong("drift.notice", POLL_MILLIS + 200);

    private static final long SETTLE_MILLIS = 2_700;

    /** Long enough for the agent to have seen the change. */
    static final Feature NOTICE = Feature.time("notice", 6, (run, random) -> {
        Thread.sleep(NOTICE_MILLIS);
        run.note("half a second later");
    });

    /** Long enough for values to come back out of quarantine. */
    static final Feature SETTLE = Feature.time("settle", 1, (run, random) -> {
        if (!run.pending.isEmpty()) {
            Thread.sleep(SETTLE_MILLIS);
            run.note("three seconds later");
            run.look();
        }
    });

    static final List<Feature> ALL = List.of(
            NOTICE,
            SETTLE,
            Feature.change("rename-column", 14, RenameColumn::random),
            Feature.change("drop-column", 6, DropColumn::random),
            Feature.change("add-column", 3, AddColumn::random),
            Feature.change("add-required", 2, AddColumn::required),
            Feature.change("drop-and-add", 4, AddColumn::insteadOf),
            Feature.change("come-back", 5, AddColumn::back),
            Feature.change("swap-names", 4, SwapNames::random),
            Feature.change("reuse-name", 5, SwapNames::reuse),
            Feature.change("inherit-name", 3, SwapNames::inherit),
            Feature.change("retype", 4, Retype::random),
            Feature.change("refill", 2, Retype::refill),
            Feature.change("expand", 2, Expand::random),
            Feature.change("expand-contract", 3, Expand::contract),
            Feature.change("trigger-sync", 2, Expand::synced).on(POSTGRESQL, MARIADB, MYSQL),
            Feature.change("trigger-sync-end", 3, Expand::end).on(POSTGRESQL, MARIADB, MYSQL),
            Feature.change("rename-table", 4, RenameTable::random),
            Feature.change("set-aside", 3, RenameTable::setAside),
            Feature.change("move-schema", 2, RenameTable::move).on(POSTGRESQL, MARIADB, MYSQL),
            Feature.change("replaced-table", 3, RenameTable::replaced),
            Feature.change("lookalike-table", 2, RenameTable::lookalike),
            Feature.change("table-swap", 3, TableSwap::random),
            Feature.change("view", 2, View::random),
            Feature.change("not-null", 2, Rules::notNull),
            Feature.change("default", 2, Rules::defaultValue),
            Feature.change("key-trigger", 2, Rules::keyTrigger).on(POSTGRESQL, MARIADB, MYSQL),
            Feature.change("new-writer", 4, NewWriter::random),
            Feature.session("tenant-set", 2, Tenant::bySet),
            Feature.session("tenant-schema", 2, Tenant::bySchema).on(POSTGRESQL, Engine.H2),
            Feature.session("tenant-function", 5, Tenant::byFunction).on(POSTGRESQL),
            Feature.session("shadow", 3, Shadow::random).on(POSTGRESQL, MARIADB, MYSQL),
            Feature.session("prepare", 4, Writing::prepare),
            Feature.session("reconnect", 2, (run, random) -> run.connect()),
            Feature.write("insert", 10, Writing::insert),
            Feature.write("insert-batch", 3, Writing::batch),
            Feature.write("insert-values", 2, Writing::valuesList),
            Feature.write("upsert", 3, Writing::upsert),
            Feature.write("update", 6, Writing::update),
            Feature.write("delete", 5, Writing::delete),
            Feature.write("transaction", 4, Writing::transaction),
            Feature.write("typo", 1, Writing::typo));

    private final List<Feature> chosen;

    private Features(List<Feature> chosen) {
        this.chosen = chosen;
    }

    /** Those that a list names, with commas between them; with a minus before each, all but those; {@code all} is all. */
    static Features of(Engine engine, String names) {
        Set<String> named = Arrays.stream(names.split(",")).map(String::trim).collect(Collectors.toSet());
        boolean without = named.stream().allMatch(name -> name.startsWith("-"));
        return new Features(ALL.stream()
                .filter(feature -> feature.engines().contains(engine.product()))
                .filter(feature -> names.equals("all")
                        || (without ? !named.contains("-" + feature.name()) : named.contains(feature.name())))
                .toList());
    }

    /** Adds steps of a group; none where the run has none of it. */
    void add(List<History.Planned> steps, Random random, Feature.Group group, int count) {
        List<Feature> all = chosen.stream().filter(f -> f.group() == group).toList();
        int sum = all.stream().mapToInt(Feature::weight).sum();
        List<Feature> taken = new ArrayList<>();
        for (int i = 0; i < count && sum > 0; i++) {
            int at = random.nextInt(sum);
            for (Feature feature : all) {
                at -= feature.weight();
                if (at < 0) {
                    taken.add(feature);
                    break;
                }
            }
        }
        taken.forEach(feature -> steps.add(new History.Planned(feature, random.nextLong())));
    }
}
