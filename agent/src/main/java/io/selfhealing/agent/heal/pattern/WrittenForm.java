package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.regex.Pattern;

/**
 * A string in a column of addresses, intervals or money that is spelled so that the database can read it in one way only, whatever the
 * session's settings are; bound so that it does.
 */
final class WrittenForm implements Conversion {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 =
            Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET + "(?:/(?:3[0-2]|[12]?[0-9]))?");
    private static final Pattern IPV6 = Pattern.compile(
            "([0-9a-f:]*:[0-9a-f:.]*)(?:/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern IPV4_ALONE = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}", Pattern.CASE_INSENSITIVE);
    private static final int IPV6_GROUPS = 8;

    private static final Pattern MAC =
            Pattern.compile("(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|(?:[0-9a-f]{2}-){5}[0-9a-f]{2}", Pattern.CASE_INSENSITIVE);
    private static final Pattern INTERVAL = Pattern.compile(
            "P(?=[0-9T])(?:\\d{1,4}Y)?(?:\\d{1,4}M)?(?:\\d{1,5}D)?(?:T(?=\\d)(?:\\d{1,5}H)?(?:\\d{1,5}M)?(?:\\d{1,5}(?:\\.\\d{1,6})?S)?)?"
                    + "|(?=\\d)(?:\\d{1,4} years?(?: |$))?(?:\\d{1,4} mons?(?: |$))?(?:\\d{1,5} days?(?: |$))?"
                    + "(?:\\d{2,5}:[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?)?(?<! )");
    private static final Pattern AMOUNT = Pattern.compile("-?(?:0|[1-9][0-9]{0,14})(?:\\.0{1,2})?");

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.OTHER || family == TypeFamily.INTERVAL;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (product != Product.POSTGRESQL || binding != Binding.STRING || !(value instanceof String text)) {
            return Fit.AS_IS;
        }
        return switch (type.name()) {
            case "inet" -> asText(isAddress(text), text, type);
            case "cidr" -> asText(text.contains("/") && isAddress(text), text, type);
            case "macaddr" -> asText(MAC.matcher(text).matches(), text, type);
            case "interval" -> asText(INTERVAL.matcher(text).matches(), text, type);
            case "money" -> amount(text, type);
            default -> Fit.AS_IS;
        };
    }

    private static Fit asText(boolean fits, String text, ColumnType type) {
        return fits ? Conversion.converted(text, Types.OTHER, "string to " + type.name()) : Fit.AS_IS;
    }

    /** How many digits it keeps behind the point, and how it writes that, are settings of the server (lc_monetary). */
    private static Fit amount(String text, ColumnType type) {
        return AMOUNT.matcher(text).matches()
                ? Conversion.converted(new BigDecimal(text), Types.NUMERIC, "string to " + type.name())
                : Fit.AS_IS;
    }

    private static boolean isAddress(String text) {
        if (IPV4.matcher(text).matches()) {
            return true;
        }
        var six = IPV6.matcher(text);
        if (!six.matches()) {
            return false;
        }
        String address = six.group(1);
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address) == IPV6_GROUPS;
        }
        int before = groups(address.substring(0, gap));
        int after = groups(address.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
    }

    /** How many groups of 16 bits that is, an IPv4 address at the end as two (RFC 4291, 2.2); negative where it is something else. */
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean four = i == parts.length - 1 && IPV4_ALONE.matcher(parts[i]).matches();
            if (!four && !GROUP.matcher(parts[i]).matches()) {
                return -2 * IPV6_GROUPS;
            }
            count += four ? 2 : 1;
        }
        return count;
    }
}
