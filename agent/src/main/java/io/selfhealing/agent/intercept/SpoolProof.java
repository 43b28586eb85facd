package io.selfhealing.agent.intercept;

import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Meaning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What columns are called today that have no identity: known where renames that were seen or declared explain everything that
 * changed since the write was acknowledged, or where the rows prove it, and nowhere else. A column that was dropped and one that came
 * in its place are not taken for one.
 */
final class SpoolProof implements ColumnsSince.Proof {
    private static final long PATIENCE_SECONDS = 5;

    private final Meaning meaning;
    private final TableHistory table;
    private final Supplier<@Nullable Plan> plan;
    private final Database database;
    private @Nullable Map<String, String> contents;
    private @Nullable ContentFacts facts;
    private boolean unanswered;
    private @Nullable Map<String, String> names;

    /** @param plan of the text as it was kept; null where there is none */
    SpoolProof(Database database, Meaning meaning, TableHistory table, Supplier<@Nullable Plan> plan) {
        this.database = database;
        this.meaning = meaning;
        this.table = table;
        this.plan = plan;
    }

    @Override
    public @Nullable String nameOfToday(String name) {
        Map<String, String> found = names;
        if (found == null) {
            found = names();
            names = found;
        }
        String explained = found.get(name);
        return explained == null ? byContent().get(name) : explained;
    }

    @Override
    public EvidenceKind kind(String name) {
        boolean explained = names != null && names.containsKey(name);
        return explained ? EvidenceKind.WITNESSED : EvidenceKind.CONTENT;
    }

    /** Whether the rows were to be asked, and did not answer: another time they may. */
    boolean unanswered() {
        return unanswered;
    }

    private Map<String, String> byContent() {
        Map<String, String> known = contents;
        if (known == null) {
            known = answer(database.columnsByContent(then(), table.current()), Map.of());
            contents = known;
        }
        return known;
    }

    @Override
    public @Nullable String objection(String name, Meaning.Column meant, Column living) {
        SameMeaning same = new SameMeaning(name, meant, before(name, meant), living);
        if (!same.isInQuestion()) {
            return null;
        }
        ContentFacts said = facts;
        if (said == null) {
            said = answer(database.contentSince(then(), table.current()), ContentFacts.NONE);
            facts = said;
        }
        String objection = unanswered
                ? "it is not known what the column " + living.name() + " holds"
                : same.objection(said.of(same.nameThen(), living.name()), false);
        return objection != null && !unanswered && same.isRenamed() && isDeclared(name, living.name())
                ? same.objection(said.of(same.nameThen(), living.name()), true)
                : objection;
    }

    private boolean isDeclared(String from, String to) {
        Plan found = plan.get();
        return found != null
                && found.steps().stream()
                        .anyMatch(step -> step instanceof Step.Rename rename
                                && rename.from().equals(from)
                                && rename.to().equals(to)
                                && rename.evidence().get(0).kind() == EvidenceKind.DECLARED);
    }

    /** The column as it was when the write was acknowledged; null where that is not known any more. */
    private @Nullable Column before(String name, Meaning.Column meant) {
        List<TableSnapshot> then = then();
        return (then.isEmpty() ? shapes() : then.stream())
                .flatMap(shape -> shape.columns().stream())
                .filter(column -> meant.identity() == null
                        ? column.name().equals(name)
                        : meant.identity().equals(column.identity()))
                .filter(column -> column.type().name().equals(meant.type()))
                .findFirst()
                .orElse(null);
    }

    private Stream<TableSnapshot> shapes() {
        return Stream.concat(Stream.of(table.current()), table.earlier().stream());
    }

    private <T> T answer(CompletableFuture<T> asked, T nothing) {
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unanswered = true;
        } catch (ExecutionException | TimeoutException e) {
            unanswered = true;
        }
        return nothing;
    }

    /**
     * The table as it was when the write was acknowledged, newest first: all but its columns may differ. Empty where it is not known
     * any more.
     */
    private List<TableSnapshot> then() {
        return shapes().filter(shape -> shape.layout().equals(meaning.layout())).toList();
    }

    /** Empty where something is not explained. */
    private Map<String, String> names() {
        TableSnapshot then = then().stream().findFirst().orElse(null);
        if (then == null || then.columns().size() != table.current().columns().size()) {
            return Map.of();
        }
        Map<String, String> declared = declared();
        Map<String, String> all = new HashMap<>();
        List<Column> today = table.current().columns();
        for (int i = 0; i < today.size(); i++) {
            Column before = then.columns().get(i);
            Column now = today.get(i);
            String expected = declared.getOrDefault(before.name(), before.name());
            boolean explained = now.name().equals(expected) || wasSeen(before.name(), now.name());
            if (!explained
                    || before.position() != now.position()
                    || !before.type().equals(now.type())) {
                return Map.of();
            }
            all.put(before.name(), now.name());
        }
        return all;
    }

    private boolean wasSeen(String from, String to) {
        return table.current().column(from) == null
                && table.renames().stream()
                        .anyMatch(rename ->
                                rename.from().equals(from) && rename.to().equals(to));
    }

    private Map<String, String> declared() {
        Map<String, String> declared = new HashMap<>();
        Plan found = plan.get();
        for (Step step : found == null ? List.<Step>of() : found.steps()) {
            EvidenceKind kind = step.evidence().get(0).kind();
            if (step instanceof Step.Rename rename
                    && (kind == EvidenceKind.DECLARED || kind == EvidenceKind.WITNESSED)) {
                declared.put(rename.from(), rename.to());
            }
        }
        return declared;
    }
}
