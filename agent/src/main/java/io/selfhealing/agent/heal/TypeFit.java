package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Value;
import java.util.Locale;

/** Whether a type holds everything that another could hold, unchanged. */
final class TypeFit {
    private TypeFit() {}

    static boolean holds(ColumnType old, ColumnType now) {
        if (old.family() == TypeFamily.INTEGER && now.family() == TypeFamily.DECIMAL) {
            return now.length() == 0 || now.length() - now.scale() >= digits(old);
        }
        if (old.family() != now.family()) {
            return false;
        }
        return switch (old.family()) {
            case TEXT, BINARY -> roomier(old.length(), now.length());
            case INTEGER -> integer(old, now);
            case DECIMAL -> decimal(old, now);
            case ENUM -> now.labels().containsAll(old.labels());
            case ARRAY, OTHER, FLOATING -> old.name().equalsIgnoreCase(now.name());
            default -> true;
        };
    }

    /** Whether a literal looks like a value of the type; what a bare string may be is not judged beyond its length. */
    static boolean holds(Value.Literal literal, ColumnType type) {
        TypeFamily family = type.family();
        boolean number = family == TypeFamily.INTEGER || family == TypeFamily.DECIMAL || family == TypeFamily.FLOATING;
        if (literal.string()) {
            int length = literal.text().length();
            boolean text = family == TypeFamily.TEXT;
            return !number && family != TypeFamily.BOOLEAN && (!text || type.length() == 0 || length <= type.length());
        }
        String text = literal.text().toLowerCase(Locale.ROOT);
        if (text.equals("true") || text.equals("false")) {
            // MySQL's BOOLEAN is another name for TINYINT(1).
            return family == TypeFamily.BOOLEAN || type.name().equals("tinyint(1)");
        }
        if (text.matches("[+-]?[0-9]+")) {
            return number;
        }
        return !text.matches("[+-]?[0-9.]+(e[+-]?[0-9]+)?") || (number && family != TypeFamily.INTEGER);
    }

    private static boolean roomier(int old, int now) {
        return now == 0 || (old != 0 && now >= old);
    }

    private static boolean integer(ColumnType old, ColumnType now) {
        if (unsigned(old) == unsigned(now)) {
            return roomier(old.length(), now.length());
        }
        return unsigned(old) && old.length() != 0 && now.length() > old.length();
    }

    private static boolean unsigned(ColumnType type) {
        return type.name().contains("unsigned");
    }

    private static boolean decimal(ColumnType old, ColumnType now) {
        if (now.length() == 0) {
            return true;
        }
        return old.length() != 0
                && now.scale() >= old.scale()
                && now.length() - now.scale() >= old.length() - old.scale();
    }

    private static int digits(ColumnType integer) {
        return switch (integer.length()) {
            case 1 -> 3;
            case 2 -> 5;
            case 3 -> 8;
            case 4 -> 10;
            default -> unsigned(integer) ? 20 : 19;
        };
    }
}
