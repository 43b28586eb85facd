package io.selfhealing.agent.migration;

import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a script into statements: at semicolons that stand in no string, name, body or comment. Knows the lines that are the
 * client's and not the server's: {@code \restrict} of psql, {@code DELIMITER} of mysql, and the rows behind {@code COPY … FROM stdin}.
 */
final class ScriptSplitter {
    private static final Pattern COPY =
            Pattern.compile("COPY\\b.*\\bFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DOLLAR = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private final String text;
    private final boolean mySql;
    private final List<ScriptStatement> statements = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private boolean blank = true;
    private String delimiter = ";";
    private int at;
    private int line = 1;
    private int begun = 1;

    private ScriptSplitter(String text, Product product) {
        this.text = text;
        this.mySql = product.speaksMySql();
    }

    static List<ScriptStatement> split(String text, Product product) {
        ScriptSplitter splitter = new ScriptSplitter(text, product);
        splitter.all();
        return splitter.statements;
    }

    private void all() {
        while (at < text.length()) {
            if (blank && isLineStart() && takeClientLine()) {
                continue;
            }
            if (text.startsWith(delimiter, at)) {
                at += delimiter.length();
                end();
            } else {
                one();
            }
        }
        end();
    }

    private boolean isLineStart() {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private boolean takeClientLine() {
        int end = lineEnd();
        String whole = text.substring(at, end);
        if (whole.startsWith("\\")) {
            at = end;
            return true;
        }
        if (whole.regionMatches(true, 0, "DELIMITER ", 0, "DELIMITER ".length())) {
            delimiter = whole.substring("DELIMITER ".length()).strip();
            delimiter = delimiter.isEmpty() ? ";" : delimiter;
            at = end;
            return true;
        }
        return false;
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void end() {
        String sql = statement.toString().strip();
        statement.setLength(0);
        blank = true;
        if (sql.isEmpty()) {
            return;
        }
        statements.add(new ScriptStatement(sql, begun));
        if (COPY.matcher(sql).matches()) {
            int end = text.indexOf("\n\\.", at);
            skipTo(end < 0 ? text.length() : end + "\n\\.".length());
        }
    }

    /** One character, or the whole of what it opens. */
    private void one() {
        char c = text.charAt(at);
        if (text.startsWith("--", at) || (mySql && c == '#')) {
            skipTo(lineEnd());
        } else if (text.startsWith("/*", at)) {
            skipTo(commentEnd());
            statement.append(' ');
        } else if (c == '\'' || c == '"' || c == '`') {
            take(quoteEnd(c));
        } else if (c == '$' && !mySql) {
            take(dollarEnd());
        } else {
            take(at + 1);
        }
    }

    private int commentEnd() {
        int depth = 1;
        int i = at + 2;
        while (i < text.length() && depth > 0) {
            if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else if (!mySql && text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else {
                i++;
            }
        }
        return i;
    }

    private int quoteEnd(char quote) {
        boolean escapes = (mySql && quote != '`')
                || (quote == '\'' && at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e'));
        int i = at + 1;
        while (i < text.length()) {
            if (escapes && text.charAt(i) == '\\') {
                i += 2;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            } else {
                i++;
            }
        }
        return text.length();
    }

    private int dollarEnd() {
        Matcher tag = DOLLAR.matcher(text).region(at, text.length());
        if (!tag.lookingAt()) {
            return at + 1;
        }
        int end = text.indexOf(tag.group(), tag.end());
        return end < 0 ? text.length() : end + tag.group().length();
    }

    private void take(int end) {
        int to = Math.min(end, text.length());
        if (blank && !Character.isWhitespace(text.charAt(at))) {
            blank = false;
            begun = line;
        }
        statement.append(text, at, to);
        skipTo(to);
    }

    private void skipTo(int end) {
        for (int i = at; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        at = end;
    }
}
