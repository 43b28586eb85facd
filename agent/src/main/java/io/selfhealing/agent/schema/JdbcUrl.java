package io.selfhealing.agent.schema;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a JDBC URL says before anything is connected. */
final class JdbcUrl {
    private JdbcUrl() {}

    private static final Pattern BRACKETED_SECRET =
            Pattern.compile("(password|passwd|pwd)\\d?=[^,)]*", Pattern.CASE_INSENSITIVE);

    /**
     * Without anything behind the address that could be a secret: {@code ?…}, {@code ;…}, {@code user:password@}, and a password
     * in an address in brackets, as MySQL's driver knows it.
     */
    static String withoutParameters(String url) {
        String address = BRACKETED_SECRET.matcher(url.split("[?;]", 2)[0]).replaceAll("$1");
        int at = address.lastIndexOf('@');
        int authority = address.indexOf("//");
        return at > authority && authority >= 0
                ? address.substring(0, authority + 2) + address.substring(at + 1)
                : address;
    }

    /**
     * Whether another connection would prolong the life of the database, or open its file: H2 unless the URL names a server and
     * not a database in that server's memory.
     */
    static boolean livesByItsConnections(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        boolean served = lower.startsWith("jdbc:h2:tcp:") || lower.startsWith("jdbc:h2:ssl:");
        return lower.startsWith("jdbc:h2:") && !(served && !lower.contains("/mem:"));
    }
}
