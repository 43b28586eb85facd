package io.selfhealing.agent.sql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a text sets for its session that may change how a later write comes out: a time zone, a role, a variable of one's own. */
public final class SessionSetting {
    /** Undoes all of them, which RESET ALL does not: a role stays. */
    private static final Pattern DISCARD_ALL = Pattern.compile("(?i)\\s*DISCARD\\s+ALL\\s*;?\\s*");

    private static final Pattern SET = Pattern.compile(
            "(?is)\\s*SET\\s+(?:(?:SESSION|GLOBAL)\\s+|@@(?:SESSION|GLOBAL)\\s*\\.\\s*|@@)?(TIME\\s+ZONE|[@\\w.$\"`]+)(.*)");

    private static final Pattern ANOTHER = Pattern.compile("(?is).*;.*\\S.*");

    private static final Pattern FUNCTION = Pattern.compile("(?is).*\\bset_config\\s*\\(\\s*('([^']*)'|[^,]*).*");

    /** They change what is shown, how long something may take or how it is done, but no value. Names are looked up by others' care. */
    private static final Set<String> HARMLESS = Set.of(
            "application_name",
            "autocommit",
            "bytea_output",
            "character",
            "character_set_results",
            "characteristics",
            "client_encoding",
            "client_min_messages",
            "constraints",
            "deadlock_timeout",
            "default_transaction_isolation",
            "default_transaction_read_only",
            "extra_float_digits",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "innodb_lock_wait_timeout",
            "interactive_timeout",
            "jit",
            "local",
            "lock_timeout",
            "lock_wait_timeout",
            "max_execution_time",
            "max_statement_time",
            "names",
            "net_read_timeout",
            "net_write_timeout",
            "query_timeout",
            "schema",
            "schema_search_path",
            "search_path",
            "statement_timeout",
            "synchronous_commit",
            "transaction",
            "transaction_isolation",
            "transaction_read_only",
            "tx_isolation",
            "tx_read_only",
            "wait_timeout",
            "work_mem");

    private SessionSetting() {}

    /** Whether the text takes back whatever was set. */
    public static boolean resetsAll(String sql) {
        return DISCARD_ALL.matcher(sql).matches();
    }

    /** The name of what a text sets, as far as it can be told, for people; null where it sets nothing that matters. */
    public static @Nullable String of(String sql) {
        Matcher function = FUNCTION.matcher(sql);
        if (function.matches()) {
            String name = function.group(2);
            return name == null ? "set_config" : matters(name);
        }
        Matcher set = SET.matcher(sql);
        if (!set.matches()) {
            return null;
        }
        String name = set.group(1).replaceAll("[\"`]", "");
        if (name.equalsIgnoreCase("local")) {
            return null; // It ends with a transaction, and one that is begun on a live connection is not kept.
        }
        String rest = set.group(2);
        boolean several = rest.indexOf(',') >= 0 && rest.matches("(?s).*,\\s*(?:SESSION\\s+|@)?[@\\w.]+\\s*:?=.*");
        return several || ANOTHER.matcher(rest).matches() ? "several settings" : matters(name);
    }

    private static @Nullable String matters(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("\\s+", "_");
        return HARMLESS.contains(plain) ? null : plain.equals("time_zone") ? "TimeZone" : name;
    }
}
