package io.selfhealing.agent.sql;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a catalog's name is written in a statement. */
final class Spelling {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Spelling() {}

    /**
     * The text that the dialect reads as {@code name}: in quotes where {@code model} has them or where {@code name} needs
     * them, else in the case of {@code model} if it has one.
     */
    static String of(String name, Identifier model, Dialect dialect) {
        if (model.quoted() || dialect.product().quotesToBeSafe()) {
            return quote(name, dialect);
        }
        String likeModel = inCaseOf(model.text(), name);
        if (isReadAs(likeModel, name, dialect)) {
            return likeModel;
        }
        return isReadAs(name, name, dialect) ? name : quote(name, dialect);
    }

    /** The same for the name of a table or schema, which MySQL and MariaDB may tell apart by case. */
    static String ofTable(String name, Identifier model, Dialect dialect) {
        return dialect.product().speaksMySql() ? quote(name, dialect) : of(name, model, dialect);
    }

    /** What a reader makes of a text that spells a name. */
    static Identifier read(String text, String name) {
        return text.startsWith("\"") || text.startsWith("`") ? new Identifier(name, true) : new Identifier(text, false);
    }

    private static boolean isReadAs(String text, String name, Dialect dialect) {
        return PLAIN.matcher(text).matches()
                && !Keywords.needsQuotes(text, dialect.product())
                && new Identifier(text, false).name(dialect).equals(name);
    }

    private static String inCaseOf(String model, String name) {
        if (model.equals(model.toLowerCase(Locale.ROOT))) {
            return name.toLowerCase(Locale.ROOT);
        }
        return model.equals(model.toUpperCase(Locale.ROOT)) ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** The same in quotes, whether it needs them or not. */
    static String quote(String name, Dialect dialect) {
        String quote = dialect.product().speaksMySql() ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
