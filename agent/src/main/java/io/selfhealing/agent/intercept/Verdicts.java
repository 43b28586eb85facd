package io.selfhealing.agent.intercept;

import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.heal.Case;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Explanation;
import io.selfhealing.agent.heal.LostCase;
import io.selfhealing.agent.heal.Policy;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.ValueProfile;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.pattern.Consent;
import io.selfhealing.agent.schema.ContentAnswer;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks for a verdict, and once more by what the columns hold that it guessed, where the statement says what it writes there. */
final class Verdicts {
    private static final Standing NOT_FOR_LONG = () -> false;

    /** Longer than the rows of a table may take to be read; only the first who asks waits at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Decision decision;
    private final Policies policies;
    private final ColumnValues values;

    Verdicts(Decision decision, Policies policies, ColumnValues values) {
        this.decision = decision;
        this.policies = policies;
        this.values = values;
    }

    /** @param standing null where it holds as long as its case */
    record Reached(Explanation explanation, @Nullable Standing standing) {
        /** The same, until somebody finds that the rows say something else. */
        Reached asLongAs(List<ContentAnswer> rows) {
            if (rows.isEmpty()) {
                return this;
            }
            Standing others = standing;
            return new Reached(
                    explanation,
                    () -> (others == null || others.holds()) && rows.stream().allMatch(ContentAnswer::holds));
        }
    }

    /** See {@link Decision#standing}. */
    @Nullable
    Standing standing() {
        return decision.standing();
    }

    /**
     * What is to be asked before values are converted for a table; null where its columns are what they were when they were first
     * seen.
     *
     * @param heals whether names are changed as well
     */
    static @Nullable Conversion conversion(Database database, TableHistory history, boolean heals) {
        if (!(heals ? Consent.isNeededToHeal(history) : Consent.isNeeded(history))) {
            return null;
        }
        ContentAnswer rows = database.content(history);
        return new Conversion(new Consent(history, () -> rows.await(PATIENCE)), rows::holds);
    }

    /** @param standing until somebody finds that the rows say something else */
    record Conversion(Consent consent, Standing standing) {}

    Reached of(Database database, ParsedWrite write, TableHistory history, boolean failed) {
        Dialect dialect = database.dialect();
        TableSnapshot now = history.current();
        Policy policy = policies.of(now, dialect);
        Explanation unasked = decision.explain(new Case(write, history, dialect, policy));
        ContentAnswer rows = lacksColumns(unasked.verdict()) ? database.content(history) : null;
        ContentFacts contents = rows == null ? ContentFacts.NONE : rows.await(PATIENCE);
        if (contents == null) {
            return new Reached(unasked.but(unknown(unasked.verdict(), List.of(now.name()))), NOT_FOR_LONG);
        }
        return informed(
                        database,
                        write,
                        failed,
                        profiles -> decision.explain(new Case(write, history, dialect, policy, profiles, contents)),
                        verdict -> now)
                .asLongAs(rows == null ? List.of() : List.of(rows));
    }

    Reached of(Database database, ParsedWrite write, LostTable lost, boolean failed) {
        Dialect dialect = database.dialect();
        Policy policy = policies.of(lost, dialect);
        LostCase.Place declared = policies.declared(lost, dialect);
        TableSnapshot last = lost.past().current();
        Map<String, ContentFacts> contents = new HashMap<>();
        List<ContentAnswer> answers = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (TableHistory candidate : lost.candidates()) {
            ContentAnswer rows = database.content(last.schema(), last.name(), candidate.current());
            ContentFacts facts = rows.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (facts == null) {
                Verdict refusal =
                        new Verdict.Refusal(List.of(), "it is not known yet what is in the tables", List.of());
                return new Reached(new Explanation(refusal, List.of()), NOT_FOR_LONG);
            }
            contents.put(LostCase.name(candidate.current()), facts);
            answers.add(rows);
        }
        return informed(
                        database,
                        write,
                        failed,
                        profiles -> decision.explain(
                                new LostCase(write, lost, dialect, policy, profiles, contents, declared)),
                        verdict -> found(lost, verdict))
                .asLongAs(answers);
    }

    /** Whether the rows are to be asked: they may tell where a column went, or that it did not go where it seems to. */
    private static boolean lacksColumns(Verdict verdict) {
        return verdict instanceof Verdict.Heal heal
                ? heal.steps().stream().anyMatch(step -> !(step instanceof Step.Fill))
                : verdict instanceof Verdict.Refusal;
    }

    private static @Nullable TableSnapshot found(LostTable lost, Verdict verdict) {
        TableHistory now = verdict instanceof Verdict.Heal heal && heal.steps().get(0) instanceof Step.RenameTable move
                ? lost.candidate(move.toSchema(), move.to())
                : null;
        return now == null ? null : now.current();
    }

    /** @param failed whether the database has refused the text, so that it is worth waiting for what may lift a weak guess */
    private Reached informed(
            Database database,
            ParsedWrite write,
            boolean failed,
            Function<Map<String, ValueProfile>, Explanation> decide,
            Function<Verdict, @Nullable TableSnapshot> table) {
        Explanation first = decide.apply(Map.of());
        List<String> guessed = guessed(first.verdict(), failed);
        TableSnapshot there = guessed.isEmpty() ? null : table.apply(first.verdict());
        if (there == null) {
            return new Reached(first, null);
        }
        if (!saysWhat(write)) {
            guessed.forEach(column -> values.ask(database, there, column));
            return new Reached(first, null);
        }
        Map<String, ValueProfile> profiles = values.profiles(database, there, guessed);
        return profiles == null
                ? new Reached(first.but(unknown(first.verdict(), guessed)), NOT_FOR_LONG)
                : new Reached(decide.apply(profiles), null);
    }

    private static List<String> guessed(Verdict verdict, boolean failed) {
        List<Step> steps = verdict instanceof Verdict.Heal heal ? heal.steps() : List.of();
        if (failed && verdict instanceof Verdict.Refusal refusal) {
            steps = refusal.suggestions();
        }
        return steps.stream()
                .filter(step -> step instanceof Step.Rename rename && rename.unproved())
                .map(step -> ((Step.Rename) step).to())
                .distinct()
                .toList();
    }

    private static boolean saysWhat(ParsedWrite write) {
        return Stream.concat(
                        write.everyAssignment().stream().flatMap(assignment -> assignment.values().stream()),
                        write.keyConditions().stream().map(condition -> condition.value()))
                .flatMap(value -> value.given().stream())
                .anyMatch(Value.Literal.class::isInstance);
    }

    /** A write that is refused can be made again; one that went to the wrong column stays there. */
    private static Verdict unknown(Verdict verdict, List<String> guessed) {
        List<Step> thoughtOf =
                verdict instanceof Verdict.Heal heal ? heal.steps() : ((Verdict.Refusal) verdict).suggestions();
        List<String> columns = thoughtOf.stream()
                .filter(Step.Rename.class::isInstance)
                .map(step -> ((Step.Rename) step).from())
                .toList();
        return new Verdict.Refusal(columns, "it is not known yet what is in " + String.join(", ", guessed), thoughtOf);
    }
}
