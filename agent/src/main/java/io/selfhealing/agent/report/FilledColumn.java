package io.selfhealing.agent.report;

import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Value;
import io.selfhealing.agent.sql.WriteParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent writes into a required column that the application omits: read from the healed statements. */
final class FilledColumn {
    private FilledColumn() {}

    /** Null where it never was, or a literal is: those are masked in events. */
    static @Nullable String expression(List<StatementUse> statements, String column, Product product) {
        Dialect dialect = new Dialect(product, product == Product.H2 ? Folding.UPPER : Folding.LOWER);
        for (StatementUse use : statements) {
            ParsedWrite write = use.healedSql() == null ? null : WriteParser.parse(use.healedSql(), dialect);
            for (Assignment assignment : write == null ? List.<Assignment>of() : write.assignments()) {
                if (assignment.column().column().name(dialect).equalsIgnoreCase(column)
                        && !assignment.values().isEmpty()
                        && assignment.values().get(0) instanceof Value.Expression expression
                        && expression.parameters().isEmpty()) {
                    return expression.span().of(String.valueOf(use.healedSql())).strip();
                }
            }
        }
        return null;
    }
}
