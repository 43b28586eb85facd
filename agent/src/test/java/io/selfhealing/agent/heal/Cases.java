package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.WitnessedRename;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One case, built up from what is known of it, and decided by the ladder that ships. */
public final class Cases {
    private static final Decision LADDER = Patterns.decision();

    private final Writes write;
    private TableSnapshot now = Tables.table("none");
    private final List<TableSnapshot> earlier = new ArrayList<>();
    private final List<WitnessedRename> renames = new ArrayList<>();
    private Dialect dialect = new Dialect(Product.POSTGRESQL, Folding.LOWER);
    private Policy policy = new Policy(Map.of(), List.of(), 0.7, true);
    private ContentFacts contents = ContentFacts.NONE;

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

    /** Before all else the table had those columns as well, as {@link Tables#table} reads them. */
    public Cases onceHad(String... columns) {
        List<Column> all = new ArrayList<>(now.columns());
        all.addAll(Tables.table(now.name(), columns).columns());
        earlier.add(new TableSnapshot(
                now.schema(),
                now.name(),
                now.identity(),
                all,
                now.primaryKey(),
                now.kind(),
                now.rewritesRows(),
                now.seen()));
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

    /** Every row holds in each new column what the missing one held there, which is no proof by itself. */
    public Cases agreeing() {
        return saying(new Content.Agreeing(false, "3 rows agree"));
    }

    /** The rows say that of every missing column and every other one. */
    Cases saying(Content content) {
        Map<String, Map<String, Content>> all = new HashMap<>();
        for (TableSnapshot shape : earlier) {
            for (Column old : shape.columns()) {
                Map<String, Content> each = new HashMap<>();
                now.columns().forEach(column -> each.put(column.name(), content));
                all.put(old.name(), each);
            }
        }
        contents = new ContentFacts(all, Content.SILENT, false);
        return this;
    }

    /** The rows say that of one pair. */
    Cases rows(String old, String young, Content content) {
        Map<String, Map<String, Content>> all = new HashMap<>(contents.columns());
        Map<String, Content> each = new HashMap<>(all.getOrDefault(old, Map.of()));
        each.put(young, content);
        all.put(old, each);
        contents = new ContentFacts(all, Content.SILENT, false).keeping(contents.kept());
        if (old.equals(young) && (content instanceof Content.Same || content instanceof Content.Agreeing)) {
            return keptSince(old, earlier);
        }
        return this;
    }

    /** Rows of these shapes hold what they held then, under the name that the column has kept. */
    Cases keptSince(String name, List<TableSnapshot> shapes) {
        Map<String, Set<String>> kept = new HashMap<>(contents.kept());
        kept.put(name, shapes.stream().map(TableSnapshot::version).collect(Collectors.toSet()));
        contents = contents.keeping(kept);
        return this;
    }

    /** The rows say that of whether the table is the one that it was. */
    Cases tableRows(Content content) {
        contents = new ContentFacts(contents.columns(), content, false);
        return this;
    }

    /** The table has no row. */
    Cases empty() {
        contents = new ContentFacts(Map.of(), Content.SILENT, true);
        return this;
    }

    /** The rows were asked, whatever they said. */
    Cases asked() {
        contents = contents.askedBeside(contents.twin());
        return this;
    }

    /** They were asked, and these columns hold nothing. */
    Cases hollow(String... columns) {
        contents = contents.askedBeside(contents.twin()).withHollow(Set.of(columns));
        return this;
    }

    /** They were asked, and another table is as this one was. */
    Cases beside(String twin) {
        contents = contents.askedBeside(twin);
        return this;
    }

    public Case built() {
        return new Case(write.parsed(), new TableHistory(now, earlier, renames), dialect, policy, Map.of(), contents);
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
