package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.heal.Answer;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.MissingColumn;
import io.selfhealing.agent.heal.Rung;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import java.util.List;

/**
 * An INSERT that has one column too many and one too few: it names every column of the table but one, and in its place one that is
 * not there. Or the one that it does not name is the only one that must be given a value. Of itself that is too little, since a column may
 * go and another come: it counts only where the database shows that no column has gone. What is known of the table's past is
 * better evidence, and where there is any this says nothing.
 */
final class OnlyPlace implements Rung {
    private static final double REQUIRED = 0.6;
    private static final double BETWEEN_ITS_NEIGHBOURS = 0.5;

    /** Where a column is written that the table is yet to get, beside one that others write. */
    private static final double AT_THE_END = 0.35;

    @Override
    public String name() {
        return "only place";
    }

    @Override
    public Answer answer(MissingColumn question) {
        ParsedWrite write = question.situation().write();
        boolean insert = write.kind() == StatementKind.INSERT
                && write.rows() > 0
                && !write.assignments().isEmpty();
        if (!insert
                || question.open().size() != 1
                || question.before() != null
                || question.table().rewritesRows()
                || !Gaps.none(question.table(), question.situation().dialect().product())) {
            return Answer.UNKNOWN;
        }
        List<Column> free = question.table().columns().stream()
                .filter(column -> fillable(column) && question.objection(column, EvidenceKind.ONLY_PLACE) == null)
                .toList();
        List<Column> required = free.stream().filter(OnlyPlace::mustBeGiven).toList();
        if (required.size() == 1) {
            return named(required.get(0), REQUIRED, "the only required column that the statement does not name");
        }
        return free.size() == 1 && required.isEmpty() ? leftOver(question, free.get(0)) : Answer.UNKNOWN;
    }

    /**
     * A column that need not be given may be left out on purpose, and the missing one be newer than the table. What tells them apart
     * is their order: people write columns as the table has them.
     */
    private static Answer leftOver(MissingColumn question, Column free) {
        int last = 0;
        boolean passed = false;
        double confidence = AT_THE_END;
        for (Assignment assignment : question.situation().write().assignments()) {
            String name = assignment.column().column().name(question.situation().dialect());
            Column column = name.equals(question.name())
                    ? free
                    : question.table().column(question.renamed().getOrDefault(name, name));
            if (column == null || column.position() <= last) {
                return Answer.UNKNOWN;
            }
            last = column.position();
            confidence = passed ? BETWEEN_ITS_NEIGHBOURS : confidence;
            passed |= name.equals(question.name());
        }
        return named(free, confidence, "the only column that the statement does not name, in the same place");
    }

    private static boolean fillable(Column column) {
        return column.source() == Column.Source.NONE || column.source() == Column.Source.DEFAULT;
    }

    private static boolean mustBeGiven(Column column) {
        return column.required() && column.source() == Column.Source.NONE;
    }

    private static Answer named(Column column, double confidence, String detail) {
        return new Answer.Named(column.name(), new Evidence(EvidenceKind.ONLY_PLACE, confidence, detail));
    }
}
