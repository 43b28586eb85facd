package io.selfhealing.agent.sql;

import java.util.Arrays;
import java.util.BitSet;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserTreeConstants;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import org.jspecify.annotations.Nullable;

/**
 * The second reader: JSqlParser's opinion of which names are columns. It is given the statement without its values, and is
 * never asked to print.
 */
final class ParserColumns {
    /** Above this it takes a second and hundreds of megabytes (240,000 characters: 1.7 s). */
    static final int LONGEST = 50_000;

    /** Brackets in brackets: it tries so many ways to read them that some thousands take minutes. */
    static final int DEEPEST = 64;

    private ParserColumns() {}

    /** The characters at which a column mention starts; null where the parser does not understand the statement. */
    static @Nullable BitSet starts(Tokens tokens) {
        if (tokens.sql().length() > LONGEST || isDeeperThan(tokens, DEEPEST) || hasNameOverLines(tokens)) {
            return null;
        }
        try {
            CCJSqlParser parser = new CCJSqlParser(withoutValues(tokens));
            parser.Statement();
            BitSet starts = new BitSet();
            collect(parser.getASTRoot(), starts);
            return starts;
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    /** The parser knows no such names, and would make pairs of other quotes. */
    private static boolean hasNameOverLines(Tokens tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, TokenKind.QUOTED) && tokens.text(i).chars().anyMatch(Character::isISOControl)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeeperThan(Tokens tokens, int most) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, TokenKind.OPEN) && ++depth > most) {
                return true;
            }
            if (tokens.is(i, TokenKind.CLOSE)) {
                depth--;
            }
        }
        return false;
    }

    /**
     * The same text, character for character in the same place, with blanks for comments and line ends, letters for the
     * contents of strings, and a common operator for those that JDBC escapes or that the parser takes for the start of a comment.
     */
    static String withoutValues(Tokens tokens) {
        char[] text = new char[tokens.sql().length()];
        Arrays.fill(text, ' ');
        for (int i = 0; i < tokens.size(); i++) {
            int start = tokens.start(i);
            int end = tokens.end(i);
            if (tokens.is(i, TokenKind.STRING)) {
                Arrays.fill(text, start, end, 'x');
                text[start] = '\'';
                text[end - 1] = '\'';
            } else if (UnicodeName.startsAt(tokens.sql(), start, tokens.product())) {
                Arrays.fill(text, start, end, 'x');
                text[start] = '"';
                text[end - 1] = '"';
            } else if (tokens.is(i, TokenKind.OPERATOR) && isStrange(tokens.text(i))) {
                Arrays.fill(text, start, end, '|');
            } else {
                tokens.sql().getChars(start, end, text, start);
            }
        }
        return new String(text);
    }

    private static boolean isStrange(String operator) {
        return operator.startsWith("?") || operator.contains("//");
    }

    private static void collect(@Nullable Node node, BitSet starts) {
        if (node == null) {
            return;
        }
        Token first = node.jjtGetFirstToken();
        if (node.getId() == CCJSqlParserTreeConstants.JJTCOLUMN && first != null) {
            // On a single line a column number is a place in the text; absoluteBegin counts from one as well.
            starts.set(first.beginColumn - 1);
        }
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            collect(node.jjtGetChild(i), starts);
        }
    }
}
