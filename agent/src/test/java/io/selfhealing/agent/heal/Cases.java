package io.selfhealing.agent.heal;

import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.WitnessedRename;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One case, built up from what is known of it, and decided by the ladder that ships. */
public final class Cases {
    private static final Decision LADDER = Patterns.decision();

    private final Writes write;
    private TableSnapshot now = Tables.table("none");
    private final List<TableSnapshot> earlier = new ArrayList<>();
    private final List<WitnessedRename> renames = new ArrayList<>();
    private Dialect dialect = new Dialect(Product.POSTGRESQL, Folding.LOWER);
    private Policy policy = new Policy(Map.of(), List.of(), 0.7, true);

    private Cases(Writes write) {
        this.write = write;
    }

    public static Cases of(Writes write) {
        return new Cases(write);
    }

    public Cases on(TableSnapshot table) {
        now = table;
        return this;
    }

    /** Newest first. */
    public Cases after(TableSnapshot... snapshots) {
        earlier.addAll(List.of(snapshots));
        return this;
    }

    /** {@code "a>b"}, newest first; the n-th oldest happened at second n of 2026. */
    public Cases witnessed(String... fromTo) {
        for (int i = 0; i < fromTo.length; i++) {
            String[] names = fromTo[i].split(">", -1);
            Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(fromTo.length - i);
            renames.add(new WitnessedRename(names[0], names[1], at));
        }
        return this;
    }

    public Cases in(Dialect other) {
        dialect = other;
        return this;
    }

    public Cases alias(String old, String young) {
        policy = new Policy(Map.of(old, young), policy.critical(), policy.leastConfidence(), policy.quarantine());
        return this;
    }

    public Cases critical(String... globs) {
        policy = new Policy(policy.aliases(), List.of(globs), policy.leastConfidence(), policy.quarantine());
        return this;
    }

    public Cases leastConfidence(double confidence) {
        policy = new Policy(policy.aliases(), policy.critical(), confidence, policy.quarantine());
        return this;
    }

    public Cases withoutQuarantine() {
        policy = new Policy(policy.aliases(), policy.critical(), policy.leastConfidence(), false);
        return this;
    }

    public Cases fill(String column, String expression) {
        policy = new Policy(Map.of(), List.of(), 0.7, true, Map.of(column, expression), Set.of());
        return this;
    }

    public Cases without(String fill) {
        policy = new Policy(Map.of(), List.of(), 0.7, true, Map.of(), Set.of(fill));
        return this;
    }

    public Case built() {
        return new Case(write.parsed(), new TableHistory(now, earlier, renames), dialect, policy);
    }

    public Verdict decided() {
        return LADDER.decide(built());
    }

    /** The verdict in a line: {@code sender→role WITNESSED; out code; fill created_at}, {@code healthy} or {@code refused}. */
    public String told() {
        Verdict verdict = decided();
        if (verdict instanceof Verdict.Healthy) {
            return "healthy";
        }
        if (verdict instanceof Verdict.Refusal refusal) {
            return "refused " + String.join(",", refusal.columns());
        }
        return String.join(
                "; ", ((Verdict.Heal) verdict).steps().stream().map(Cases::told).toList());
    }

    private static String told(Step step) {
        String kind = step.evidence().get(0).kind().toString();
        if (step instanceof Step.Rename rename) {
            return rename.from() + "→" + rename.to() + " " + kind;
        }
        return step instanceof Step.LeaveOut out
                ? "out " + out.column()
                : "fill " + ((Step.Fill) step).column() + " " + ((Step.Fill) step).expression();
    }
}
