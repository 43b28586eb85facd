package io.selfhealing.agent.schema;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JDBC URL says before anything is connected. */
final class JdbcUrl {
    private static final Pattern ABSOLUTE =
            Pattern.compile("(file:|directory:)?(/|[a-z]:[/\\\\])", Pattern.CASE_INSENSITIVE);

    private JdbcUrl() {}

    /** A password in an address in brackets, as MySQL's driver knows it: up to the last bracket, since it may hold any sign. */
    private static final Pattern BRACKETED_SECRET =
            Pattern.compile("\\b(password|passwd|pwd)\\d?\\s*=.*(?=\\)[^)]*$)", Pattern.CASE_INSENSITIVE);

    /** Also behind the name of a driver that wraps another, as {@code jdbc:p6spy:oracle:thin:}. */
    private static final Pattern ORACLE = Pattern.compile("jdbc:([\\w+-]+:)*?oracle:\\w+:", Pattern.CASE_INSENSITIVE);

    /** Parameters that begin otherwise than with {@code ?} or {@code ;}, where nothing of that kind is in an address. */
    private static final Pattern OTHER_PARAMETERS = Pattern.compile(
            "(jdbc:([\\w+-]+:)*?(db2\\w*|informix-\\w+|ids|as400|teradata):[^=]*?)[:/,;?]\\w+\\s*=.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern IN_TEXT = Pattern.compile("jdbc:[^\\s'\"]+", Pattern.CASE_INSENSITIVE);
    private static final String PARAMETERS = "([?;]([\\w.\\- ]+=.*|[\\w.&;-]*))?";
    private static final String HOST = "(\\[[0-9A-Fa-f:.%]*]|[\\w.-]*)(:\\d*)?";
    private static final Pattern ADDRESS = Pattern.compile(
            "(" + HOST + "(," + HOST + ")*|(\\w+=)?\\(.*\\))([/\\\\][^@?;]*)?" + PARAMETERS, Pattern.DOTALL);
    private static final Pattern ORACLE_ADDRESS = Pattern.compile("[^@?;]*" + PARAMETERS, Pattern.DOTALL);

    /**
     * The address alone: nothing of {@code user:password@} or {@code user/password@}, of {@code ?…} and {@code ;…}, or of a password
     * in an address in brackets. A password may hold the signs that end an address elsewhere; where it cannot be told what is
     * address and what is secret, more goes than has to.
     */
    static String withoutParameters(String url) {
        Matcher other = OTHER_PARAMETERS.matcher(url);
        if (other.matches()) {
            return other.group(1);
        }
        Matcher oracle = ORACLE.matcher(url);
        String shown;
        if (oracle.lookingAt()) {
            int at = endOfUser(url, oracle.end(), ORACLE_ADDRESS);
            shown = at < 0 ? url : url.substring(0, oracle.end()) + url.substring(at);
        } else {
            int start = url.indexOf("//") + 2;
            int at = start < 2 || ADDRESS.matcher(url.substring(start)).matches() ? -1 : endOfUser(url, start, ADDRESS);
            shown = at < 0 ? url : url.substring(0, start) + url.substring(at + 1);
        }
        return BRACKETED_SECRET.matcher(shown).replaceAll("$1").split("[?;]", 2)[0];
    }

    /** The first {@code @} that an address follows, or else the last; negative where there is none. */
    private static int endOfUser(String url, int start, Pattern address) {
        for (int at = url.indexOf('@', start); at >= 0; at = url.indexOf('@', at + 1)) {
            if (address.matcher(url.substring(at + 1)).matches()) {
                return at;
            }
        }
        int last = url.lastIndexOf('@');
        return last < start ? -1 : last;
    }

    /** The part of an address that tells one server from another, as far as it can be seen: all before the database's name. */
    static String server(String url) {
        String address = withoutParameters(url);
        int host = address.indexOf("//");
        int name = host < 0 ? -1 : address.indexOf('/', host + 2);
        String upTo = name < 0 ? address : address.substring(0, name);
        return upTo.substring(Math.max(0, upTo.indexOf("//"))).toLowerCase(Locale.ROOT);
    }

    /** A text in which each JDBC URL is reduced to its address: a driver's message may repeat the URL that it was given. */
    static String maskedIn(String text) {
        return IN_TEXT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(withoutParameters(found.group())));
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
