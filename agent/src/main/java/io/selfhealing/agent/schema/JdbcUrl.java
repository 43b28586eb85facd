package io.selfhealing.agent.schema;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JDBC URL says before anything is connected. */
final class JdbcUrl {
    private static final Pattern ABSOLUTE =
            Pattern.compile("(file:|directory:)?(/|[a-z]:[/\\\\])", Pattern.CASE_INSENSITIVE);

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
     * Whether another connection would prolong the life of the database, open its file, or stand in the way of those who have it
     * open: H2 unless the URL names a server and not a database in that server's memory, HSQLDB and Derby unless it names a
     * server, SQLite always.
     */
    static boolean livesByItsConnections(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:sqlite:")) {
            return true;
        }
        if (lower.startsWith("jdbc:hsqldb:") || lower.startsWith("jdbc:derby:")) {
            return !isServed(lower);
        }
        boolean served = lower.startsWith("jdbc:h2:tcp:") || lower.startsWith("jdbc:h2:ssl:");
        return lower.startsWith("jdbc:h2:") && !(served && !lower.contains("/mem:"));
    }

    private static boolean isServed(String lower) {
        String address = lower.substring(lower.indexOf(':', "jdbc:".length()) + 1);
        return Stream.of("//", "hsql:", "hsqls:", "http:", "https:").anyMatch(address::startsWith);
    }

    /**
     * Whether a URL of HSQLDB, Derby or SQLite, without its parameters, means the same database in every process and after every
     * restart: on a server, or in a file whose path does not depend on where the process was started.
     */
    static boolean namesOneDatabaseForEver(String url) {
        String address = url.substring(url.indexOf(':', "jdbc:".length()) + 1);
        return isServed(url.toLowerCase(Locale.ROOT))
                || ABSOLUTE.matcher(address).lookingAt();
    }
}
