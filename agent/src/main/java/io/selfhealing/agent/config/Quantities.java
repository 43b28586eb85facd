package io.selfhealing.agent.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit: durations, sizes, confidences. */
final class Quantities {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

    private Quantities() {}

    static Duration duration(String text) {
        Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        Duration unit = amount.matches() ? TIMES.get(amount.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("not a duration such as 500ms, 1s, 5m or 1h");
        }
        try {
            Duration duration = unit.multipliedBy(Long.parseLong(amount.group(1)));
            if (duration.toNanos() > 0) {
                return duration;
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("longer than 292 years", e);
        }
        throw new IllegalArgumentException("not longer than nothing");
    }

    static Duration expiry(String text) {
        return text.isEmpty() || text.equals("never") ? Bounds.NEVER : duration(text);
    }

    static long budget(String text) {
        return text.isEmpty() || text.equals("unlimited") ? Bounds.UNLIMITED : number(text, 0);
    }

    static long bytes(String text, long least) {
        Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        Long unit = amount.matches() ? SIZES.get(amount.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("not a size such as 65536, 512KiB, 64MiB or 1GiB");
        }
        long bytes;
        try {
            bytes = Math.multiplyExact(unit, Long.parseLong(amount.group(1)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("more than 8 EiB", e);
        }
        if (bytes < least) {
            throw new IllegalArgumentException("less than " + least + " bytes");
        }
        return bytes;
    }

    static int rows(String text, int most) {
        int rows;
        try {
            rows = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number of rows", e);
        }
        if (rows < 0 || rows > most) {
            throw new IllegalArgumentException("not between 0 and " + most);
        }
        return rows;
    }

    static int number(String text, int least) {
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number", e);
        }
        if (number < least) {
            throw new IllegalArgumentException("less than " + least);
        }
        return number;
    }

    static double confidence(String text) {
        double confidence;
        try {
            confidence = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number", e);
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("not between 0 and 1");
        }
        return confidence;
    }
}
