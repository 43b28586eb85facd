package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The required columns that an INSERT neither writes nor gets from the database. */
final class Omitted {
    /** What a moment may have been stored as. */
    private static final Set<TypeFamily> MOMENTS =
            EnumSet.of(TypeFamily.DATE, TypeFamily.TIMESTAMP, TypeFamily.TIMESTAMP_ZONED, TypeFamily.TIME);

    /** What a number may have been stored as, in another unit. */
    private static final Set<TypeFamily> NUMBERS =
            EnumSet.of(TypeFamily.INTEGER, TypeFamily.DECIMAL, TypeFamily.FLOATING);

    private static final String RUNG = "defaults";

    private final Case situation;
    private final TableSnapshot table;
    private final Plan plan;
    private final List<Finding> findings;
    private final List<String> empty = new ArrayList<>();

    /** @param findings takes what is said of each required column that is omitted */
    Omitted(Case situation, Plan plan, List<Finding> findings) {
        this.situation = situation;
        this.table = situation.table().current();
        this.plan = plan;
        this.findings = findings;
    }

    List<Step.Fill> filledBy(Filler filler) {
        ParsedWrite write = situation.write();
        List<Step.Fill> fills = new ArrayList<>();
        // A trigger may be what fills the column; without a column list nothing is omitted.
        if (table.kind() != TableSnapshot.Kind.TABLE
                || table.rewritesRows()
                || write.kind() != StatementKind.INSERT
                || write.assignments().isEmpty()) {
            return fills;
        }
        // A row that is replaced loses what nobody writes: what is filled in would take its place.
        boolean fillable = write.rows() > 0 && !Scanner.replaces(write.sql());
        Set<String> written = written();
        List<Column> inOrder = table.columns().stream()
                .sorted(Comparator.comparingInt(Column::position))
                .toList();
        for (Column column : inOrder) {
            if (column.required() && column.source() == Column.Source.NONE && !written.contains(column.name())) {
                Step.Fill declared = fillable ? declared(column) : null;
                Step.Fill fill = declared == null && fillable ? filler.fill(column, situation) : declared;
                String objection = objection(column, fill);
                if (fill != null && objection.isEmpty()) {
                    fills.add(fill);
                } else if (!isImplied(column)) {
                    empty.add(column.name());
                }
                findings.add(finding(column, fill, objection));
            }
        }
        return fills;
    }

    /**
     * Why a changed write would end in no row, or in one with a value that nobody wrote; null where it would not. To be asked
     * after {@link #filledBy}.
     */
    @Nullable
    String refusal() {
        return empty.isEmpty() ? standIn() : String.join(", ", empty) + " would stay empty";
    }

    /** Without a value MySQL may store its own idea of an empty one, if the table always had the column and the session is lenient. */
    private boolean isImplied(Column column) {
        return situation.dialect().product().speaksMySql()
                && situation.table().earlier().stream()
                        .map(shape -> shape.column(column.name()))
                        .anyMatch(
                                before -> before != null && before.required() && before.source() == Column.Source.NONE);
    }

    /** Why a default would stand where a value that is left out may belong; null where none would. */
    private @Nullable String standIn() {
        if (situation.write().kind() != StatementKind.INSERT || plan.leftOut().isEmpty()) {
            return null;
        }
        Set<String> written = written();
        for (Column column : table.columns()) {
            boolean given = column.source() == Column.Source.DEFAULT
                    || column.source() == Column.Source.SEQUENCE
                    || column.source() == Column.Source.NUMBERED;
            if (given
                    && !written.contains(column.name())
                    && !table.primaryKey().contains(column.name())
                    && mayBeLeftOut(column)) {
                return "the default of " + column.name() + " would stand for a value that is left out";
            }
        }
        return null;
    }

    /** Empty where nothing speaks against it. */
    private String objection(Column column, Step.@Nullable Fill fill) {
        if (fill == null) {
            return "";
        }
        return !sure(fill)
                ? "the evidence is too weak"
                : mayBeLeftOut(column) ? "a value that is left out may belong here" : "";
    }

    private static Finding finding(Column column, Step.@Nullable Fill fill, String objection) {
        if (fill == null) {
            return Finding.silent(column.name(), RUNG);
        }
        Finding advised = Finding.advised(column.name(), RUNG, fill.evidence().get(0));
        return objection.isEmpty() ? advised : advised.objected(objection);
    }

    private Set<String> written() {
        Mentions mentions = new Mentions(situation);
        Map<String, String> renamed = plan.renamed();
        Set<String> written = new HashSet<>();
        situation.write().assignments().forEach(assignment -> {
            String name = mentions.name(assignment.column());
            written.add(renamed.getOrDefault(name, name));
        });
        return written;
    }

    private Step.@Nullable Fill declared(Column column) {
        String expression = situation.policy().defaults().get(column.name());
        return expression == null
                ? null
                : new Step.Fill(column.name(), expression, List.of(new Evidence(EvidenceKind.DEFAULT, 1, "declared")));
    }

    private boolean sure(Step.Fill fill) {
        return fill.evidence().get(0).confidence() >= situation.policy().leastConfidence();
    }

    /** Whether a value that is left out may belong here: then now, say, would be written where the application said when. */
    private boolean mayBeLeftOut(Column column) {
        for (String name : plan.leftOut()) {
            MissingColumn left = new MissingColumn(situation, name, plan.renamed(), plan.leftOut());
            Column before = left.before();
            boolean alike = before == null
                    || alike(before.type().family(), column.type().family());
            if (alike && !left.metTogether(column.name())) {
                return true;
            }
        }
        return false;
    }

    private static boolean alike(TypeFamily one, TypeFamily other) {
        return one == other
                || (MOMENTS.contains(one) && MOMENTS.contains(other))
                || (NUMBERS.contains(one) && NUMBERS.contains(other));
    }
}
