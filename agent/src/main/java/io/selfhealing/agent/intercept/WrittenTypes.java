package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Value;
import io.selfhealing.agent.sql.WriteParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** For the columns that a write and its table do not agree on, the types of what the application gives. */
final class WrittenTypes {
    private static final String TYPE =
            "([A-Za-z_][A-Za-z0-9_ ]{0,40}(?:\\(\\d{1,5}(?:\\s*,\\s*\\d{1,5})?\\))?(?:\\[\\])?)";
    private static final Pattern CAST = Pattern.compile(
            "\\?\\s*::\\s*" + TYPE + "|CAST\\s*\\(\\s*\\?\\s+AS\\s+" + TYPE + "\\s*\\)", Pattern.CASE_INSENSITIVE);

    private final ParsedWrite write;
    private final List<Bindings> rows;

    private WrittenTypes(ParsedWrite write, List<Bindings> rows) {
        this.write = write;
        this.rows = rows;
    }

    /**
     * The types by the names that the statement uses.
     *
     * @param rows may be empty where nothing is bound yet
     * @param doubtful a column that the table has, but whose type does not fit; null where none is known
     */
    static Map<String, String> of(Plan plan, List<Bindings> rows, Dialect dialect, @Nullable String doubtful) {
        ParsedWrite write = plan.write();
        if (write == null && plan.parameterTypes().anyConverted()) {
            write = WriteParser.parse(plan.original(), dialect);
        }
        TableSnapshot table = plan.table();
        Map<String, String> words = new LinkedHashMap<>();
        if (write == null || table == null) {
            return words;
        }
        WrittenTypes types = new WrittenTypes(write, rows);
        for (Assignment assignment : write.everyAssignment()) {
            String name = LeftOuts.name(assignment.column(), table, dialect);
            boolean asked = table.column(name) == null
                    || name.equals(doubtful)
                    || assignment.values().stream().anyMatch(value -> converted(value, plan));
            String word = asked ? types.word(assignment) : null;
            if (word != null) {
                words.put(name, word);
            }
        }
        return words;
    }

    private static boolean converted(Value value, Plan plan) {
        return value instanceof Value.Parameter parameter
                && plan.parameterTypes().wasConverted(parameter.index());
    }

    private @Nullable String word(Assignment assignment) {
        for (Value value : assignment.values()) {
            String word = word(value);
            if (word != null) {
                return word;
            }
        }
        return null;
    }

    private @Nullable String word(Value value) {
        if (value instanceof Value.Parameter parameter) {
            return bound(parameter.index());
        }
        if (value instanceof Value.Literal literal) {
            return literal.string() ? "string" : literal.text().matches("[+-]?\\d{1,18}") ? "long" : "decimal";
        }
        if (value instanceof Value.Expression expression) {
            return cast(expression);
        }
        return null;
    }

    private @Nullable String bound(int parameter) {
        for (Bindings row : rows) {
            String word = BoundTypes.word(row, parameter);
            if (word != null) {
                return word;
            }
        }
        return null;
    }

    private @Nullable String cast(Value.Expression expression) {
        Matcher cast = CAST.matcher(expression.span().of(write.sql()).strip());
        if (!cast.matches()) {
            return null;
        }
        String type = cast.group(1) == null ? cast.group(2) : cast.group(1);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
