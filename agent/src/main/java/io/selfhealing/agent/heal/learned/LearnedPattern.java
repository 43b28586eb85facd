package io.selfhealing.agent.heal.learned;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A change of names and what came of it.
 *
 * @param approvals how many people said that it is right
 * @param firstLook successes among the first {@link Trial#LOOK} outcomes; -1 while there are fewer
 * @param uses heals that it answered, alone or with others
 * @param last when it was last right or was thought of, in milliseconds since 1970
 * @param tables what each table said of it, by the table's bare name; the one that said something least lately first
 */
public record LearnedPattern(
        Change change, Trust trust, int approvals, int firstLook, long uses, long last, Map<String, Tally> tables) {
    static final double PROMOTED_FROM = 0.7;
    static final double DEMOTED_BELOW = 0.6;
    static final int LEAST_TABLES = 2;
    /** So many that a person's word alone reaches {@link #PROMOTED_FROM}. */
    static final int CONFIRMATIONS_OF_AN_APPROVAL = 10;

    private static final double UNTRIED = 0.5;
    private static final int MOST_TABLES = 32;
    private static final int MOST_APPROVALS = 5;

    public LearnedPattern {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(trust, "trust");
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        tables.values().forEach(tally -> Objects.requireNonNull(tally, "tally"));
        if (tables.size() > MOST_TABLES
                || approvals < 0
                || approvals > MOST_APPROVALS
                || firstLook < -1
                || firstLook > Trial.LOOK
                || uses < 0) {
            throw new IllegalArgumentException("not a learned pattern: " + change.told());
        }
    }

    static LearnedPattern proposed(Change change, long now) {
        return new LearnedPattern(change, Trust.PROPOSED, 0, -1, 0, now, Map.of());
    }

    public String id() {
        return change.id();
    }

    /** Outcomes that spoke for it, a person's approval counted as {@link #CONFIRMATIONS_OF_AN_APPROVAL}. */
    public int successes() {
        return approvals * CONFIRMATIONS_OF_AN_APPROVAL
                + tables.values().stream().mapToInt(Tally::successes).sum();
    }

    /** Outcomes that spoke against it. */
    public int failures() {
        return tables.values().stream().mapToInt(Tally::failures).sum();
    }

    /** The lower bound of how often it is right; one half where nothing is known. */
    public double score() {
        int outcomes = successes() + failures();
        return outcomes == 0 ? UNTRIED : Wilson.lowerBound(successes(), outcomes);
    }

    /** What is told as the confidence of its heals: the score, rounded down so that it is not told anew with each outcome. */
    double confidence() {
        return Math.floor(score() * 100) / 100;
    }

    /** Whether enough outcomes, from enough tables, speak for it; less is asked of one that is trusted already. */
    boolean deservesTrust() {
        boolean known = approvals > 0
                || tables.values().stream()
                                .filter(tally -> tally.successes() > 0)
                                .count()
                        >= LEAST_TABLES;
        return known && score() >= (trust == Trust.TRUSTED ? DEMOTED_BELOW : PROMOTED_FROM);
    }

    LearnedPattern with(Trust other) {
        return trust == other ? this : new LearnedPattern(change, other, approvals, firstLook, uses, last, tables);
    }

    LearnedPattern approved(long now) {
        return new LearnedPattern(
                change, trust, Math.min(MOST_APPROVALS, approvals + 1), firstLook, uses, Math.max(last, now), tables);
    }

    /** The same where a person says that it is wrong. */
    LearnedPattern refuted() {
        LearnedPattern next = new LearnedPattern(change, Trust.DEMOTED, 0, firstLook, uses, last, tables);
        for (String table : tables.keySet()) {
            next = next.refutedIn(table);
        }
        return next;
    }

    /** The same where it was wrong in a table, whatever that said before. */
    LearnedPattern refutedIn(String table) {
        return with(table, false, Tally.MOST, last);
    }

    LearnedPattern used(long count, long now) {
        return new LearnedPattern(change, trust, approvals, firstLook, uses + count, Math.max(last, now), tables);
    }

    /** The same after some more outcomes of one kind in one table; itself where that table has said all it can say. */
    LearnedPattern with(String table, boolean success, long count, long now) {
        LearnedPattern next = this;
        for (int i = 0; i < Math.min(count, Tally.MOST); i++) {
            next = next.withOne(table, success, now);
        }
        return next;
    }

    private LearnedPattern withOne(String table, boolean success, long now) {
        Tally before = tables.getOrDefault(table, Tally.NOTHING);
        Tally after = before.with(success);
        if (after.equals(before)) {
            return this;
        }
        Map<String, Tally> next = new LinkedHashMap<>(tables);
        next.remove(table);
        if (next.size() == MOST_TABLES) {
            next.remove(next.keySet().iterator().next());
        }
        next.put(table, after);
        return new LearnedPattern(change, trust, approvals, firstLook, uses, success ? Math.max(last, now) : last, next)
                .looked();
    }

    private LearnedPattern looked() {
        int successes = tables.values().stream().mapToInt(Tally::successes).sum();
        int outcomes = successes + failures();
        if (firstLook >= 0 || outcomes < Trial.LOOK) {
            return this;
        }
        int share = (int) ((long) successes * Trial.LOOK / outcomes);
        return new LearnedPattern(change, trust, approvals, share, uses, last, tables);
    }

    /** Both together; what both know counts once, so that nothing is gained by telling it again. */
    LearnedPattern or(LearnedPattern other) {
        Map<String, Tally> all = new LinkedHashMap<>(other.tables);
        tables.forEach((table, tally) -> {
            Tally told = all.remove(table);
            all.put(table, told == null ? tally : tally.or(told));
        });
        while (all.size() > MOST_TABLES) {
            all.remove(all.keySet().iterator().next());
        }
        boolean trusted = trust == Trust.TRUSTED || other.trust == Trust.TRUSTED;
        return new LearnedPattern(
                        change,
                        trusted ? Trust.TRUSTED : trust,
                        Math.max(approvals, other.approvals),
                        firstLook >= 0 ? firstLook : other.firstLook,
                        Math.max(uses, other.uses),
                        Math.max(last, other.last),
                        all)
                .looked();
    }

    static Comparator<LearnedPattern> leastRecentlyUsefulFirst() {
        return Comparator.comparingLong(LearnedPattern::last).thenComparing(LearnedPattern::id);
    }
}
