package io.selfhealing.agent.restraint;

import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.config.Bounds;
import io.selfhealing.agent.config.PolicyFile;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.heal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What may change while the application runs: the policy file, what people undid, the ages of heals, the hour. Looked at by one
 * thread; verdicts that were drawn before a change no longer stand after it.
 */
final class Live {
    private static final Duration WEEK = Duration.ofDays(7);
    /** How many heals are named one by one when people are told that they are still in use. */
    private static final int MOST_NAMED = 10;

    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    final Bounds bounds;
    final LiveUndone undone;
    final LiveAliases aliases;
    final Ages ages;
    final Budgets budgets = new Budgets();
    private final Console console;
    private final Consumer<AuditEntry> audit;
    private final AtomicReference<Instant> nextExpiry = new AtomicReference<>(Instant.MAX);
    private volatile Era era = new Era();
    private volatile List<String> spent = List.of();
    private Instant nextWarning = Instant.MIN;
    private int brokenBefore;
    private String troubleTold = "";
    private String aliasTroubleTold = "";
    private volatile Runnable told = () -> {};

    private static final class Era implements Standing {
        private volatile boolean over;

        @Override
        public boolean holds() {
            return !over;
        }
    }

    Live(
            Bounds bounds,
            LiveUndone undone,
            LiveAliases aliases,
            Ages ages,
            Console console,
            Consumer<AuditEntry> audit) {
        this.bounds = bounds;
        this.aliases = aliases;
        this.undone = undone;
        this.ages = ages;
        this.console = console;
        this.audit = audit;
        this.brokenBefore = bounds.policy().state().broken();
    }

    /** To be asked before the question whose answer stands as long as it. */
    Standing standing() {
        return era;
    }

    private synchronized void newEra() {
        Era before = era;
        era = new Era();
        before.over = true;
    }

    /** Somebody must be told then that a heal has become too old. */
    void expiresAt(Instant moment) {
        nextExpiry.accumulateAndGet(moment, (a, b) -> a.isBefore(b) ? a : b);
    }

    /** A table has used up its budget. */
    void spent(String table, long limit, Instant now) {
        newEra();
        spent = budgets.spent(now);
        String until = Budgets.nextHour(now).toString();
        console.warn(table + " HAS USED UP ITS BUDGET of " + limit
                + " healed rows in this hour: it is only observed until " + until
                + "; `mode HOME heal` lifts that at once, selfhealing.heal.budget or the policy file changes it");
        audit.accept(
                new AuditEntry(AuditEntry.AGENT, "budget used up", table, limit + " rows in the hour until " + until));
    }

    /** All tables are healed again. @return how many were only observed */
    int renew() {
        int were = spent.size();
        budgets.renew();
        spent = List.of();
        if (were > 0) {
            newEra();
        }
        return were;
    }

    List<String> spent() {
        return spent;
    }

    /** Looks at everything once. */
    void tick(Instant now) {
        boolean changed = look();
        if (!now.isBefore(nextExpiry.get())) {
            nextExpiry.set(Instant.MAX);
            changed = true;
        }
        if (!spent.isEmpty()) {
            List<String> still = budgets.spent(now);
            if (still.size() < spent.size()) {
                console.info("healed again, in a new hour: " + String.join(", ", spent));
                changed = true;
            }
            spent = still;
        }
        if (changed) {
            newEra();
        }
        if (!now.isBefore(nextWarning)) {
            nextWarning = now.plus(BETWEEN_WARNINGS);
            warn(now);
        }
        ages.write(now);
    }

    /** Looks at the files alone. @return whether one says something else */
    private boolean look() {
        boolean changed = undone.look();
        String trouble = undone.trouble();
        if (trouble != null && !trouble.equals(troubleTold)) {
            console.warn(trouble
                    + (undone.now() == null
                            ? ": nothing is healed, since it is not known what was undone; mend it, or move it away"
                            : ": what was undone before stays undone until it is mended"));
        }
        troubleTold = trouble == null ? "" : trouble;
        boolean renamed = aliases.look();
        String unread = aliases.trouble();
        if (unread != null && !unread.equals(aliasTroubleTold)) {
            console.warn(
                    unread + ": no alias is taken from it until it is mended, but what it said before stays in force");
        }
        aliasTroubleTold = unread == null ? "" : unread;
        boolean other = policy();
        if (renamed || other) {
            told.run();
        }
        return other || renamed || changed;
    }

    /** The same now, for somebody who has changed one. */
    synchronized void lookNow() {
        boolean renamed = aliases.look();
        if (undone.look() || renamed) {
            newEra();
        }
        if (renamed) {
            told.run();
        }
    }

    /** Has somebody told when the names of columns may be declared otherwise. */
    void onAliases(Runnable listener) {
        told = listener;
    }

    private boolean policy() {
        PolicyFile file = bounds.policy();
        if (!file.look()) {
            return false;
        }
        PolicyFile.State state = file.state();
        if (state.mistakes().isEmpty()) {
            console.info(file.path() + " was read again: its policy holds from now on");
            audit.accept(new AuditEntry(
                    FileOwner.of(file.path()),
                    "policy",
                    String.valueOf(file.path()),
                    "read again, " + state.rules().rules().size() + " rules"));
            return true;
        }
        state.mistakes().forEach(console::warn);
        if (state.broken() != brokenBefore) {
            brokenBefore = state.broken();
            console.warn("selfhealing.policy=" + file.path()
                    + " is not used as it is now: the last that was without a mistake stays in force");
        }
        return false;
    }

    /** Each week for each heal that is in use. */
    private void warn(Instant now) {
        List<Map.Entry<Aged, Age>> due = ages.all().entrySet().stream()
                .filter(each -> isDue(each.getValue(), now))
                .toList();
        due.stream()
                .limit(MOST_NAMED)
                .forEach(each -> console.warn(each.getKey().mapping().told()
                        + ": in use since " + each.getValue().first() + " in "
                        + each.getKey().database()
                        + "; `suggestions HOME` shows what ends it, `undo HOME "
                        + each.getKey().mapping().id() + "` takes it away"));
        if (due.size() > MOST_NAMED) {
            console.warn("and " + (due.size() - MOST_NAMED) + " more heals are in use for more than a week");
        }
        ages.told(due.stream().map(Map.Entry::getKey).toList(), now);
    }

    private static boolean isDue(Age age, Instant now) {
        return age.last().isAfter(age.warned()) && !now.isBefore(age.warned().plus(WEEK));
    }
}
