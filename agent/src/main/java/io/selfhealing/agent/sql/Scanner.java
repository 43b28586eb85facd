package io.selfhealing.agent.sql;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a healthy statement needs: cheap, in linear time, for any text, without a parser. Never throws. */
public final class Scanner {
    /** The verb, also behind INSERT OR; not the function. */
    private static final Pattern REPLACES = Pattern.compile("\\bREPLACE\\b(?!\\s*\\()", Pattern.CASE_INSENSITIVE);

    private Scanner() {}

    /** The statement's kind by its first keyword, or after WITH by its main verb; reads no further than that. */
    public static StatementKind kind(String sql) {
        return KindScanner.kind(sql);
    }

    /** Whether a text is one statement and not several, as far as PostgreSQL's spelling tells. */
    public static boolean isOne(String sql) {
        if (sql.indexOf(';') < 0) {
            return true;
        }
        Tokens tokens = Tokenizer.tokens(sql, Product.POSTGRESQL);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, ';')) {
                return false;
            }
        }
        return true;
    }

    /** Whether an INSERT puts its row in the place of another one. Told by a word: one in a string counts as well. */
    public static boolean replaces(String sql) {
        return REPLACES.matcher(sql).find();
    }

    /** How many parameters a statement has, as JDBC counts them. */
    public static int parameters(String sql, Product product) {
        Tokens tokens = Tokenizer.tokens(sql, product);
        int count = 0;
        for (int i = 0; i < tokens.size(); i++) {
            count += tokens.is(i, TokenKind.PARAMETER) ? 1 : 0;
        }
        return count;
    }

    /**
     * The table that a write most likely writes, for telling people of a text that is not understood; null where not even that can be
     * seen. Nothing may be decided by it.
     */
    public static @Nullable TableName perhapsTable(String sql, Dialect dialect) {
        Cursor cursor = new Cursor(Tokenizer.tokens(sql, dialect.product()), 0);
        String before = cursor.sees("UPDATE") ? "UPDATE" : cursor.sees("DELETE") ? "FROM" : "INTO";
        cursor.takeUntil(before);
        cursor.take(before);
        while (cursor.sees("ONLY") || cursor.sees("IGNORE") || cursor.sees("LOW_PRIORITY")) {
            cursor.moveTo(cursor.at() + 1);
        }
        return cursor.takeTable();
    }

    /**
     * The columns that a write names.
     *
     * @return null where the text is no write, or none whose table and clauses can be told
     */
    public static @Nullable Outline outline(String sql, Dialect dialect) {
        return Outline.of(sql, dialect);
    }

    /**
     * Whether a statement names that table where a table stands, behind FROM and its like; not in a string, a comment, or as a
     * column.
     *
     * @param schema as the catalog holds it
     * @param table as the catalog holds it
     * @param unqualified whether the name without a schema means this table as well
     */
    public static boolean namesTable(String sql, String schema, String table, boolean unqualified, Dialect dialect) {
        return TableNames.names(sql, schema, table, unqualified, dialect);
    }
}
