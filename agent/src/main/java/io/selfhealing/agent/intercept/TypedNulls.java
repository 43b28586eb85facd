package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import org.jspecify.annotations.Nullable;

/**
 * A NULL that the application bound with the type of what the column was, which PostgreSQL refuses like a value of that type:
 * {@code setNull(2, Types.VARCHAR)}, {@code setString(2, null)}. Without a type it is the same NULL to every column.
 */
final class TypedNulls {
    static final Evidence EVIDENCE = new Evidence(EvidenceKind.CONVERSION, 1, "a NULL without its type");

    private TypedNulls() {}

    /** @param type of the column that takes the parameter's value; null where that is not known */
    static boolean misfits(Bindings bound, int index, @Nullable ColumnType type, Product product) {
        if (type == null || product != Product.POSTGRESQL || !bound.isSet(index) || bound.boxed(index) != null) {
            return false;
        }
        String word = BoundTypes.word(bound, index);
        return word != null && !fits(word, type.family());
    }

    /** Whether PostgreSQL casts a NULL of that type by itself where a value is assigned, and where it is compared. */
    private static boolean fits(String word, TypeFamily family) {
        return family == TypeFamily.TEXT
                || switch (word) {
                    case "string", "text" -> false;
                    case "boolean" -> family == TypeFamily.BOOLEAN;
                    case "byte", "short", "int", "long", "float", "double", "decimal" ->
                        family == TypeFamily.INTEGER || family == TypeFamily.DECIMAL || family == TypeFamily.FLOATING;
                    case "date", "timestamp", "timestamp_zoned" ->
                        family == TypeFamily.DATE
                                || family == TypeFamily.TIMESTAMP
                                || family == TypeFamily.TIMESTAMP_ZONED;
                    case "time" -> family == TypeFamily.TIME;
                    case "bytes" -> family == TypeFamily.BINARY;
                    default -> true;
                };
    }
}
