package io.selfhealing.agent.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often, when and in which statements one mismatch was met. Used by one thread. */
final class Sightings {
    private static final int MOST_STATEMENTS = 10;
    private static final int MOST_GROUNDS = 8;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, StatementUse> statements = new LinkedHashMap<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<SeenEvent.Ground> grounds = new LinkedHashSet<>();
    private final Set<String> guesses = new LinkedHashSet<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(SeenEvent event, Mismatch mismatch) {
        counts.merge(event.kind(), event.count(), Long::sum);
        first = event.time().isBefore(first) ? event.time() : first;
        last = event.time().isAfter(last) ? event.time() : last;
        String type = event.types().get(named(mismatch));
        if (type != null) {
            types.add(type);
        }
        for (SeenEvent.Answer answer : event.answers()) {
            if (named(mismatch).equals(answer.column()) && answer.isGuess()) {
                guesses.add(String.valueOf(answer.target()));
            }
        }
        event.grounds().stream()
                .filter(ground -> speaksOf(ground, mismatch))
                .limit(MOST_GROUNDS)
                .forEach(grounds::add);
        statement(event);
    }

    private void statement(SeenEvent event) {
        String sql = event.originalSql();
        if (sql == null || (statements.size() >= MOST_STATEMENTS && !statements.containsKey(sql))) {
            return;
        }
        StatementUse known = statements.get(sql);
        String healed = event.healedSql() != null ? event.healedSql() : known == null ? null : known.healedSql();
        String site = event.callSite() != null ? event.callSite() : known == null ? null : known.callSite();
        statements.put(sql, new StatementUse(sql, healed, site));
    }

    /** Evidence is not told column by column; what is of another sort than the mismatch is not its evidence. */
    private static boolean speaksOf(SeenEvent.Ground ground, Mismatch mismatch) {
        return switch (ground.kind()) {
            case "left_out" -> mismatch instanceof Mismatch.MissingColumn;
            case "default" -> mismatch instanceof Mismatch.OmittedColumn;
            case "conversion" -> mismatch instanceof Mismatch.ChangedType;
            default -> mismatch instanceof Mismatch.RenamedColumn || mismatch instanceof Mismatch.RenamedTable;
        };
    }

    private static String named(Mismatch mismatch) {
        return mismatch instanceof Mismatch.RenamedColumn renamed ? renamed.from() : mismatch.subject();
    }

    long count() {
        return counts.entrySet().stream()
                .filter(each -> !each.getKey().equals("suggested"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** By kind of event. */
    Map<String, Long> counts() {
        return counts;
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    /** What the application bound, in the words of the event log. */
    Set<String> types() {
        return types;
    }

    /** Columns that some rung named, so that one of them may be this one. */
    Set<String> guesses() {
        return guesses;
    }

    List<SeenEvent.Ground> grounds() {
        return List.copyOf(grounds);
    }

    List<StatementUse> statements() {
        return List.copyOf(statements.values());
    }

    /** Whether the write would have to be changed by what is only thought possible. */
    boolean onlySuggested() {
        return counts.keySet().equals(Set.of("suggested"));
    }

    @Nullable
    String firstHealedSql() {
        for (StatementUse use : statements.values()) {
            if (use.healedSql() != null) {
                return use.healedSql();
            }
        }
        return null;
    }
}
