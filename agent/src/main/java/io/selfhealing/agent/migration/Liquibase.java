package io.selfhealing.agent.migration;

import io.selfhealing.agent.sql.Product;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Liquibase's formatted SQL: change sets that are for other databases are blanked out, line for line. */
final class Liquibase {
    private static final Pattern HEAD =
            Pattern.compile("\\A\\s*--\\s*liquibase formatted sql\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CHANGE_SET = Pattern.compile("\\s*--\\s*changeset\\s.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern DBMS = Pattern.compile("\\bdbms:\\s*\"?([\\w,! ]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DELIMITER = Pattern.compile("\\bendDelimiter:\\s*(\\S+)", Pattern.CASE_INSENSITIVE);

    private Liquibase() {}

    static boolean isFormatted(String text) {
        return HEAD.matcher(text).matches();
    }

    /** The same number of lines, with nothing on those that do not concern the product. */
    static String forProduct(String text, Product product) throws Unreadable {
        StringBuilder kept = new StringBuilder(text.length());
        boolean concerns = true;
        for (String line : text.split("\n", -1)) {
            if (CHANGE_SET.matcher(line).matches()) {
                concerns = isFor(line, product);
                Matcher delimiter = DELIMITER.matcher(line);
                if (concerns && delimiter.find() && !delimiter.group(1).equals(";")) {
                    throw new Unreadable("a change set with another endDelimiter");
                }
            }
            kept.append(concerns ? line : "").append('\n');
        }
        return kept.toString();
    }

    private static boolean isFor(String line, Product product) {
        Matcher dbms = DBMS.matcher(line);
        if (!dbms.find()) {
            return true;
        }
        String name = product.name().toLowerCase(Locale.ROOT);
        boolean onlyNegated = true;
        for (String each : dbms.group(1).strip().split("[, ]+", -1)) {
            String one = each.toLowerCase(Locale.ROOT);
            if (one.equals("!" + name)) {
                return false;
            }
            if (one.equals(name) || one.equals("all")) {
                return true;
            }
            onlyNegated &= one.startsWith("!");
        }
        return onlyNegated;
    }
}
