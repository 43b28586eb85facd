package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.heal.pattern.KinWords;
import io.selfhealing.agent.heal.pattern.Name;
import io.selfhealing.agent.schema.TypeFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All learned patterns. Used by one thread. */
public final class Book {
    static final int MOST = 1_000;

    private final Map<Change, LearnedPattern> patterns = new LinkedHashMap<>();

    /** An empty one. */
    public Book() {}

    Book(Collection<LearnedPattern> all) {
        all.forEach(pattern -> patterns.put(pattern.change(), pattern));
        settle();
    }

    /** Every pattern, surest first. */
    public List<LearnedPattern> patterns() {
        return patterns.values().stream()
                .sorted(Comparator.comparingDouble(LearnedPattern::score)
                        .reversed()
                        .thenComparing(LearnedPattern::id))
                .toList();
    }

    /** As they are kept in a file. */
    public byte[] bytes() throws IOException {
        return BookFormat.write(this);
    }

    /** Those that are followed. */
    public List<LearnedPattern> trusted() {
        return patterns().stream()
                .filter(pattern -> pattern.trust() == Trust.TRUSTED)
                .toList();
    }

    /** Whether another change of the same names stands against the pattern, and neither has prevailed. */
    public boolean contested(LearnedPattern pattern) {
        return rivals(pattern, patterns.values()).stream()
                .anyMatch(other -> Trial.of(pattern, other) == Trial.UNDECIDED);
    }

    /**
     * Takes in what an outcome says.
     *
     * @param now in milliseconds since 1970
     */
    public void learn(Outcome outcome, KinWords words, long now) {
        if (outcome instanceof Outcome.Proved proved) {
            contradict(proved, now);
            teach(proved, words, now);
        } else if (outcome instanceof Outcome.Accepted accepted) {
            each(fitting(accepted.from(), accepted.to(), accepted.family()), pattern -> {
                LearnedPattern right = pattern.with(accepted.table(), true, accepted.count(), now);
                return accepted.learned() ? right.used(accepted.count(), now) : right;
            });
        } else if (outcome instanceof Outcome.Refused refused) {
            each(
                    fitting(refused.from(), refused.to(), refused.family()),
                    pattern -> pattern.with(refused.table(), false, 1, now));
        } else if (outcome instanceof Outcome.Gone gone) {
            each(undoneBy(gone), pattern -> pattern.with(gone.table(), false, 1, now));
        }
        settle();
    }

    /** Everything that would have said something else of that column was wrong. */
    private void contradict(Outcome.Proved proved, long now) {
        Name from = Name.of(proved.from());
        Name to = Name.of(proved.to());
        each(
                pattern -> pattern.change().family() == proved.family()
                        && pattern.change().concerns(from)
                        && !pattern.change().fits(from, to),
                pattern -> pattern.with(proved.table(), false, proved.count(), now));
    }

    /** What gave the idea does not test it: the first of the writes proposes, the rest confirm. */
    private void teach(Outcome.Proved proved, KinWords words, long now) {
        long confirmations = proved.count();
        Change change = Change.between(proved.from(), proved.to(), proved.family(), words);
        if (change != null && !patterns.containsKey(change)) {
            makeRoom();
            patterns.put(change, LearnedPattern.proposed(change, now));
            confirmations--;
        }
        long count = confirmations;
        each(
                fitting(proved.from(), proved.to(), proved.family()),
                pattern -> pattern.with(proved.table(), true, count, now));
    }

    private void makeRoom() {
        while (patterns.size() >= MOST) {
            patterns.values().stream()
                    .min(LearnedPattern.leastRecentlyUsefulFirst())
                    .ifPresent(oldest -> patterns.remove(oldest.change()));
        }
    }

    private static Predicate<LearnedPattern> fitting(String from, String to, TypeFamily family) {
        Name old = Name.of(from);
        Name young = Name.of(to);
        return pattern ->
                pattern.change().family() == family && pattern.change().fits(old, young);
    }

    /** Those that were right in the table until now, and seem to have made the column: renamed back, or dropped. */
    private static Predicate<LearnedPattern> undoneBy(Outcome.Gone gone) {
        Name column = Name.of(gone.column());
        String became = gone.became();
        return pattern -> pattern.change().family() == gone.family()
                && pattern.change().yields(column)
                && pattern.tables().getOrDefault(gone.table(), Tally.NOTHING).successes() > 0
                && (became == null || pattern.change().fits(Name.of(became), column));
    }

    private void each(Predicate<LearnedPattern> which, UnaryOperator<LearnedPattern> next) {
        for (LearnedPattern pattern : new ArrayList<>(patterns.values())) {
            if (which.test(pattern)) {
                patterns.put(pattern.change(), Objects.requireNonNull(next.apply(pattern)));
            }
        }
    }

    private void settle() {
        Map<Change.From, List<LearnedPattern>> about = patterns.values().stream()
                .collect(Collectors.groupingBy(pattern -> pattern.change().from()));
        each(pattern -> true, pattern -> {
            List<LearnedPattern> all = about.getOrDefault(pattern.change().from(), List.of());
            return pattern.with(trust(pattern, rivals(pattern, all)));
        });
    }

    private static Trust trust(LearnedPattern pattern, List<LearnedPattern> rivals) {
        if (pattern.deservesTrust() && rivals.stream().allMatch(other -> Trial.of(pattern, other) == Trial.WON)) {
            return Trust.TRUSTED;
        }
        boolean lost = rivals.stream().anyMatch(other -> Trial.of(pattern, other) == Trial.LOST);
        return lost || pattern.trust() == Trust.TRUSTED ? Trust.DEMOTED : pattern.trust();
    }

    private static List<LearnedPattern> rivals(LearnedPattern pattern, Collection<LearnedPattern> among) {
        return among.stream()
                .filter(other -> other.change().from().equals(pattern.change().from())
                        && !other.change().equals(pattern.change()))
                .toList();
    }

    /** The pattern of that id, or null. */
    public @Nullable LearnedPattern pattern(String id) {
        return patterns.values().stream()
                .filter(pattern -> pattern.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** A person says that it is right, and so that what stands against it is not. @return whether there is such a pattern */
    public boolean approve(String id, long now) {
        LearnedPattern pattern = pattern(id);
        if (pattern == null) {
            return false;
        }
        rivals(pattern, List.copyOf(patterns.values())).forEach(rival -> patterns.remove(rival.change()));
        patterns.put(pattern.change(), pattern.approved(now));
        settle();
        return true;
    }

    /** A person says that it is wrong: what spoke for it speaks for nothing. @return whether there is such a pattern */
    public boolean refute(String id) {
        LearnedPattern pattern = pattern(id);
        if (pattern == null) {
            return false;
        }
        patterns.put(pattern.change(), pattern.refuted());
        settle();
        return true;
    }

    /** A person says that a rename was wrong, of whatever type the column is. */
    public void refused(String table, String from, String to) {
        Name old = Name.of(from);
        Name young = Name.of(to);
        each(pattern -> pattern.change().fits(old, young), pattern -> pattern.refutedIn(table));
        settle();
    }

    /** Takes a pattern out. @return whether there was such a pattern */
    public boolean forget(String id) {
        boolean known = patterns.keySet().removeIf(change -> change.id().equals(id));
        settle();
        return known;
    }

    /** Takes over what another one knows; to take it over twice changes nothing. */
    public void add(Book other) {
        for (LearnedPattern pattern : other.patterns.values()) {
            LearnedPattern own = patterns.get(pattern.change());
            if (own == null) {
                makeRoom();
            }
            patterns.put(pattern.change(), own == null ? pattern : own.or(pattern));
        }
        settle();
    }
}
