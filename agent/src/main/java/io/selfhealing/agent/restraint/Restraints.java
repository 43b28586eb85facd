package io.selfhealing.agent.restraint;

import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.config.Alias;
import io.selfhealing.agent.config.Bounds;
import io.selfhealing.agent.config.Glob;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asked before a heal that would be right, whether it may be. Where nothing heals nobody asks, no file is read, and no thread runs
 * unless there is a policy file to look after.
 */
public final class Restraints {
    private static final long LOOK_MILLIS = 500;
    /** Below it the places of columns alone do not tell a rename from a column that went and another that came. */
    private static final double CERTAIN_PLACE = 0.9;

    private final Settings settings;
    private final Live live;
    private final InstantSource clock;
    private final ThreadFactory threads;
    private final AtomicBoolean begun;
    private final boolean rationed;

    private Restraints(
            Settings settings,
            Live live,
            InstantSource clock,
            ThreadFactory threads,
            AtomicBoolean begun,
            boolean rationed) {
        this.settings = settings;
        this.live = live;
        this.clock = clock;
        this.threads = threads;
        this.begun = begun;
        this.rationed = rationed;
    }

    /**
     * Those of a process.
     *
     * @param home where people leave what they undid; null where nothing can be kept
     * @param audit told of what changed by itself
     */
    public static Restraints of(
            Settings settings,
            @Nullable Path home,
            InstantSource clock,
            ThreadFactory threads,
            Console console,
            Consumer<AuditEntry> audit) {
        Ages ages = new Ages(home == null ? null : new AgesFile(home, console::warn), console::warn);
        LiveUndone undone = new LiveUndone(home == null ? null : new UndoneFile(home));
        LiveAliases aliases = new LiveAliases(home == null ? null : new AliasesFile(home));
        Live live = new Live(settings.bounds(), undone, aliases, ages, console, audit);
        return new Restraints(settings, live, clock, threads, new AtomicBoolean(), true);
    }

    /** The same for somebody who looks at what may change himself. */
    static Restraints of(Settings settings, Live live, InstantSource clock) {
        return new Restraints(settings, live, clock, Thread::new, new AtomicBoolean(true), true);
    }

    /** Those that somebody sees who only asks what would become of a write: nothing is looked at twice, and nothing counted. */
    public static Restraints seen(Settings settings, @Nullable Path home, InstantSource clock) {
        Live live = new Live(
                settings.bounds(),
                new LiveUndone(home == null ? null : new UndoneFile(home)),
                new LiveAliases(home == null ? null : new AliasesFile(home)),
                new Ages(home == null ? null : new AgesFile(home, warning -> {}), warning -> {}),
                new Console(System.err, settings.logLevel()),
                entry -> {});
        return new Restraints(settings, live, clock, Thread::new, new AtomicBoolean(true), false);
    }

    /** The same for writes that were acknowledged long ago: they take from no budget, and none keeps them. */
    public Restraints unrationed() {
        return new Restraints(settings, live, clock, threads, begun, false);
    }

    /** Begins to look after what may change, where there is a policy file; otherwise the first heal begins it. */
    public void begin() {
        if (settings.bounds().policy().path() != null || !live.aliases.now().isEmpty()) {
            expect();
        }
    }

    /** Old name → new name of a table's columns, as people declared them to running agents, in the case in which they wrote them. */
    public Map<String, String> aliases(TableSnapshot table) {
        List<Alias> all = live.aliases.now();
        return all.isEmpty() ? Map.of() : Alias.of(all, table.schema(), table.name());
    }

    /** What people declared by now. */
    public int aliases() {
        return live.aliases.now().size();
    }

    /** From here on told, in a thread of the agent's own, when columns may be declared otherwise; must not wait. */
    public void onAliases(Runnable listener) {
        live.onAliases(listener);
    }

    private void expect() {
        if (!begun.get() && begun.compareAndSet(false, true)) {
            threads.newThread(this::watch).start();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            live.tick(clock.instant());
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    /** How long an answer of now holds. To be asked before the question. */
    public Standing standing() {
        return live.standing();
    }

    /** Whether tables are treated differently, so that even what is not healed depends on it. */
    public boolean byTable() {
        return settings.bounds().policy().path() != null;
    }

    /**
     * Why a write is not to be healed, or null.
     *
     * @param table where it would go
     * @param steps that the heal would take; none where it would only convert values
     */
    public @Nullable Restraint on(String database, TableSnapshot table, List<Step> steps) {
        Mode mode = settings.bounds().mode(table.schema(), table.name());
        if (mode != Mode.HEAL) {
            return new Restraint(
                    mode == Mode.OFF ? Restraint.Kind.OFF : Restraint.Kind.OBSERVE,
                    "the policy has " + name(table) + " in mode " + mode);
        }
        if (steps.isEmpty()) {
            return spent(database, table);
        }
        expect();
        Undone undone = live.undone.now();
        if (undone == null) {
            return new Restraint(Restraint.Kind.OBSERVE, "it is not known what was undone: " + live.undone.trouble());
        }
        for (Step step : steps) {
            Revocation revocation = undone.forbidding(name(table), step);
            if (revocation != null) {
                return new Restraint(Restraint.Kind.REFUSE, revocation.reason());
            }
            if (isGuessOfCritical(table, step)) {
                return new Restraint(
                        Restraint.Kind.REFUSE,
                        Mapping.of(name(table), step).told() + " is a guess, and the column is critical");
            }
        }
        Restraint expired = expired(database, table, steps);
        return expired == null ? spent(database, table) : expired;
    }

    private @Nullable Restraint spent(String database, TableSnapshot table) {
        return rationed && live.budgets.isSpent(database, name(table), clock.instant())
                ? new Restraint(
                        Restraint.Kind.OBSERVE,
                        "the budget of " + name(table) + " is used up until " + Budgets.nextHour(clock.instant()))
                : null;
    }

    private boolean isGuessOfCritical(TableSnapshot table, Step step) {
        if (!(step instanceof Step.Rename rename) || !rename.unproved()) {
            return false;
        }
        Evidence strongest = rename.evidence().get(0);
        boolean certain = strongest.kind() == EvidenceKind.STRUCTURAL && strongest.confidence() >= CERTAIN_PLACE;
        return !certain
                && settings.criticalColumns(table.schema(), table.name()).stream()
                        .map(Glob::new)
                        .anyMatch(glob -> glob.matches(rename.from()) || glob.matches(rename.to()));
    }

    private @Nullable Restraint expired(String database, TableSnapshot table, List<Step> steps) {
        Duration most = settings.bounds().expire(table.schema(), table.name());
        if (most.equals(Bounds.NEVER)) {
            return null;
        }
        Instant now = clock.instant();
        for (Step step : steps) {
            Aged heal = new Aged(database, Mapping.of(name(table), step));
            Instant since = live.ages.since(heal, now);
            if (since == null) {
                continue;
            }
            Instant end = since.plus(most);
            if (!now.isBefore(end)) {
                live.ages.wanted(heal, now);
                return new Restraint(
                        Restraint.Kind.EXPIRED,
                        heal.mapping().told() + " has been healed since " + since + ", longer than the " + shown(most)
                                + " of selfhealing.heal.expire or the policy");
            }
            live.expiresAt(end);
        }
        return null;
    }

    private static String shown(Duration duration) {
        return duration.toDaysPart() > 0 && duration.equals(Duration.ofDays(duration.toDays()))
                ? duration.toDays() + "d"
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Whether so many rows may be healed; takes them from the table's budget. */
    public boolean admits(String database, TableSnapshot table, int rows) {
        long limit = rationed ? settings.bounds().budget(table.schema(), table.name()) : Bounds.UNLIMITED;
        if (limit == Bounds.UNLIMITED) {
            return true;
        }
        Instant now = clock.instant();
        Budgets.Taken taken = live.budgets.take(database, name(table), rows, limit, now);
        if (taken == Budgets.Taken.THE_LAST) {
            live.spent(name(table), limit, now);
            expect();
        }
        return taken == Budgets.Taken.ENOUGH;
    }

    /** Is to be told, a moment later, how often a heal of these steps was applied. */
    public LongConsumer used(String database, TableSnapshot table, List<Step> steps) {
        List<Aged> heals = steps.stream()
                .map(step -> new Aged(database, Mapping.of(name(table), step)))
                .toList();
        String schema = table.schema();
        String name = table.name();
        return count -> {
            Instant now = clock.instant();
            Duration most = settings.bounds().expire(schema, name);
            for (Aged heal : heals) {
                if (live.ages.wanted(heal, now) && !most.equals(Bounds.NEVER)) {
                    live.expiresAt(now.plus(most));
                }
            }
        };
    }

    /** All tables are healed again whose budget was used up. @return how many those were */
    public int renew() {
        return live.renew();
    }

    /** Whether a person undid that a column has become another. */
    public boolean isUndone(TableSnapshot table, String from, String to) {
        Undone undone = live.undone.now();
        return undone == null || undone.has(new Mapping(name(table), from, to));
    }

    /** Looks at what people undid, now. @return how much is undone */
    public int look() {
        live.lookNow();
        return undone();
    }

    /** How much is undone. */
    public int undone() {
        Undone undone = live.undone.now();
        return undone == null ? 0 : undone.revocations().size();
    }

    /** Tables that are only observed until the next hour. */
    public List<String> spent() {
        return live.spent();
    }

    /** Null where it can be told what was undone. */
    public @Nullable String trouble() {
        return live.undone.trouble();
    }

    private static String name(TableSnapshot table) {
        return table.schema() + "." + table.name();
    }
}
