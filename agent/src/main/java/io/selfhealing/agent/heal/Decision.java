package io.selfhealing.agent.heal;

import io.selfhealing.agent.config.Ensemble;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about a write. A pure function: no connection, no disk, no clock; safe for use by several threads.
 *
 * <p>Each column that the table lacks is looked for along the rungs of the evidence ladder; one that is not found is left out
 * where that is safe. If a single one has no place, the whole write is refused. Required columns that an INSERT omits are
 * filled where a listed rule knows how.
 */
public final class Decision {
    private final List<Rung> rungs;
    private final List<Rung> guesses;
    private final List<TableRung> tableRungs = List.of(
            new TableWitnessed(), new TableIdentity(), new TableMigrated(), new TableContent(), new TableStructural());
    private final Rung lastResort;
    private final Filler filler;
    private final Ensemble ensemble;

    /**
     * @param rungs strongest first; each may answer where a column went
     * @param lastResort answers whether a column that no rung found may be left out
     */
    Decision(List<Rung> rungs, Rung lastResort, Filler filler) {
        this(rungs, List.of(), lastResort, filler, Ensemble.WEIGHTED);
    }

    private Decision(List<Rung> rungs, List<Rung> guesses, Rung lastResort, Filler filler, Ensemble ensemble) {
        this.rungs = List.copyOf(rungs);
        this.guesses = List.copyOf(guesses);
        this.ensemble = ensemble;
        this.lastResort = lastResort;
        this.filler = filler;
    }

    /**
     * The ladder: witnessed, identity, declared, migrated, content, structural, then the given rungs; leaving out as the last resort.
     *
     * @param guesses rungs that only know what names or places are like
     * @param ensemble how far the guesses have to agree
     */
    public static Decision standard(List<Rung> guesses, Filler filler, Ensemble ensemble) {
        List<Rung> firm = List.of(
                new Witnessed(),
                new Identity(),
                new Declared(),
                new Migrated(),
                new SameContent(),
                new OtherTable(),
                new Structural(),
                new Dropped());
        return new Decision(firm, guesses, new LeavingOut(), filler, ensemble);
    }

    /** How long a verdict of now holds for its case; null where that is for ever. To be asked before the verdict. */
    public @Nullable Standing standing() {
        for (Rung guess : guesses) {
            Standing standing = guess.standing();
            if (standing != null) {
                return standing;
            }
        }
        return null;
    }

    /** The same case always gives the same verdict. */
    public Verdict decide(Case situation) {
        return explain(situation).verdict();
    }

    /** The same with what every rung said on the way. */
    public Explanation explain(Case situation) {
        List<Finding> findings = new ArrayList<>();
        Verdict verdict = decide(situation, findings);
        return new Explanation(verdict, findings);
    }

    private Verdict decide(Case situation, List<Finding> findings) {
        TableSnapshot table = situation.table().current();
        Plan plan = new Plan(situation, new Mentions(situation).missing());
        if (!plan.isEmpty()) {
            if (table.kind() != TableSnapshot.Kind.TABLE) {
                return plan.refusal(table.name() + " is not an ordinary table");
            }
            String refusal = place(plan, findings);
            if (refusal != null) {
                return plan.refusal(refusal);
            }
        }
        Omitted omitted = new Omitted(situation, plan, findings);
        plan.fill(omitted.filledBy(filler));
        Verdict verdict = plan.verdict();
        String refusal = verdict instanceof Verdict.Heal ? omitted.refusal() : null;
        if (refusal == null && verdict instanceof Verdict.Heal heal) {
            refusal = otherColumns(situation, heal.filled(), plan);
        }
        return refusal == null ? verdict : plan.refusal(refusal);
    }

    /** Why what an INSERT names may be other columns now, which the database's error keeps it from; null where nothing is filled in. */
    private static @Nullable String otherColumns(Case situation, Set<String> filled, Plan plan) {
        if (filled.isEmpty()) {
            return null;
        }
        List<List<TableSnapshot>> since = MovedNames.sinceComplete(situation, filled);
        String moved = MovedNames.mentionedIn(situation, since);
        return moved != null
                ? moved + " is the name of another column now"
                : new Heirs(plan.renamed().keySet()).doubt(situation, since);
    }

    /**
     * The same for a write whose table is not where it was: first the table is looked for, then its columns in what it is now, by
     * what it was under either name.
     */
    public Verdict decide(LostCase situation) {
        return explain(situation).verdict();
    }

    /** The same with what every rung said on the way. */
    public Explanation explain(LostCase situation) {
        List<Finding> findings = new ArrayList<>();
        Verdict verdict = decide(situation, findings);
        return new Explanation(verdict, findings);
    }

    private Verdict decide(LostCase situation, List<Finding> findings) {
        LostTable table = situation.table();
        TableSearch search = new TableSearch(situation);
        TablePlacement placement = search.along(tableRungs);
        findings.addAll(search.findings());
        if (placement instanceof TablePlacement.Open open) {
            return new Verdict.Refusal(List.of(), open.reason(), open.suggestions());
        }
        TablePlacement.Found found = (TablePlacement.Found) placement;
        Case there = new Case(
                situation.write(),
                table.continuedBy(found.table()),
                situation.dialect(),
                situation.policy(),
                situation.profiles(),
                situation.contents(found.table()));
        String moved = MovedNames.mentionedIn(there, table.past().current());
        if (moved != null) {
            return new Verdict.Refusal(
                    List.of(), moved + " is the name of another column now", List.of(found.rename()));
        }
        Verdict columns = decide(there, findings);
        if (columns instanceof Verdict.Refusal) {
            return columns;
        }
        List<Step> steps = new ArrayList<>(List.of(found.rename()));
        if (columns instanceof Verdict.Heal heal) {
            steps.addAll(heal.steps());
        }
        return new Verdict.Heal(steps);
    }

    /** Finds a place for every missing column; returns why that failed, or null. */
    private @Nullable String place(Plan plan, List<Finding> findings) {
        List<MissingColumn> asked = plan.questions();
        for (MissingColumn question : asked) {
            String other = Heirs.ofTheTable(question);
            if (other != null) {
                return told(findings, question, other);
            }
            if (new Mentions(question.situation()).doubtful(question.name())) {
                return told(findings, question, question.name() + " is also mentioned where it may be another table's");
            }
            String moved = MovedNames.mentionedWith(question);
            if (moved != null) {
                return told(findings, question, moved + " is the name of another column now");
            }
        }
        for (MissingColumn question : plan.questions()) {
            Search search = new Search(question, ensemble);
            plan.placed(question.name(), search.along(rungs, guesses));
            findings.addAll(search.findings());
        }
        plan.dropCollisions(findings);
        plan.dropMisfits(findings);
        Heirs heirs = new Heirs(plan.renamed().keySet());
        for (MissingColumn question : asked) {
            String doubt = heirs.doubt(question);
            if (doubt != null) {
                return told(findings, question, doubt);
            }
        }
        for (MissingColumn question : plan.questions()) {
            Answer answer = lastResort.answer(question);
            findings.add(Finding.of(question.name(), lastResort.name(), answer));
            plan.lastResort(question.name(), answer);
        }
        return plan.questions().isEmpty() ? null : plan.reasons();
    }

    private static String told(List<Finding> findings, MissingColumn question, String reason) {
        findings.add(Finding.refused(question.name(), "statement", reason));
        return reason;
    }
}
