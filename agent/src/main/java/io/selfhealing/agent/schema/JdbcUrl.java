package io.selfhealing.agent.schema;

import java.util.Locale;

/** What a JDBC URL says before anything is connected. */
final class JdbcUrl {
    private JdbcUrl() {}

    /** Without anything behind the address that could be a secret: {@code ?…}, {@code ;…}, {@code user:password@}. */
    static String withoutParameters(String url) {
        String address = url.split("[?;]", 2)[0];
        int at = address.lastIndexOf('@');
        int authority = address.indexOf("//");
        return at > authority && authority >= 0
                ? address.substring(0, authority + 2) + address.substring(at + 1)
                : address;
    }

    /** Whether the database lives inside this process, as H2 does unless the URL names a server. */
    static boolean embedded(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("jdbc:h2:") && !lower.startsWith("jdbc:h2:tcp:") && !lower.startsWith("jdbc:h2:ssl:");
    }
}
