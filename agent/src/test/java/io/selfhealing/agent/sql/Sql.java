package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the tests of this package share: dialects, and short ways to say what a write consists of. */
final class Sql {
    static final Dialect POSTGRES = new Dialect(Product.POSTGRESQL, Folding.LOWER);
    static final Dialect H2 = new Dialect(Product.H2, Folding.UPPER);
    static final Dialect MARIADB = new Dialect(Product.MARIADB, Folding.LOWER);
    static final Dialect UNKNOWN = new Dialect(Product.OTHER, Folding.NONE);

    private Sql() {}

    static ParsedWrite parsed(String sql, Dialect dialect) {
        ParsedWrite write = present(WriteParser.parse(sql, dialect), sql);
        write.uses()
                .forEach(use -> assertThat(use.span().of(sql).replace("\"\"", "\""))
                        .contains(use.column().text()));
        return write;
    }

    static Rewritten rewritten(Rewriter rewriter) {
        return present(rewriter.rewrite(), "rewritten");
    }

    private static <T> T present(@Nullable T value, String description) {
        assertThat(value).as(description).isNotNull();
        return Objects.requireNonNull(value);
    }

    /** {@code role:name} of each certain mention, in order. */
    static List<String> uses(ParsedWrite write) {
        return describe(write.uses());
    }

    static List<String> doubtful(ParsedWrite write) {
        return describe(write.doubtful());
    }

    private static List<String> describe(List<ColumnUse> uses) {
        return uses.stream().map(use -> use.role() + ":" + use.column().text()).toList();
    }

    /** {@code column=value text|value text} of each assignment. */
    static List<String> assignments(ParsedWrite write) {
        return write.assignments().stream()
                .map(assignment -> assignment.column().column().text() + "="
                        + String.join(
                                "|",
                                assignment.values().stream()
                                        .map(value -> value.span().of(write.sql()))
                                        .toList()))
                .toList();
    }

    static List<String> keys(ParsedWrite write) {
        return write.keyConditions().stream()
                .map(key ->
                        key.column().column().text() + "=" + key.value().span().of(write.sql()))
                .toList();
    }

    static Rewriter rewriter(String sql, Dialect dialect) {
        return new Rewriter(parsed(sql, dialect), dialect);
    }
}
