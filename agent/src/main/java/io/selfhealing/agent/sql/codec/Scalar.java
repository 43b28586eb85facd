package io.selfhealing.agent.sql.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of values that have no parts.
 *
 * @param tag its name in files
 */
record Scalar<T>(String tag, Class<T> type, Function<T, String> write, Function<String, T> read) {
    /**
     * The dates of {@code java.sql} are instants that a driver shows on the clock of the JVM's zone: kept with the offset
     * of that clock, they tell both.
     */
    @SuppressWarnings("JavaUtilDate") // an application may bind one
    private static final List<Scalar<?>> ALL = List.of(
            new Scalar<>("string", String.class, s -> s, s -> s),
            new Scalar<>("char", Character.class, String::valueOf, s -> s.charAt(0)),
            new Scalar<>("boolean", Boolean.class, String::valueOf, Boolean::valueOf),
            new Scalar<>("byte", Byte.class, String::valueOf, Byte::valueOf),
            new Scalar<>("short", Short.class, String::valueOf, Short::valueOf),
            new Scalar<>("int", Integer.class, String::valueOf, Integer::valueOf),
            new Scalar<>("long", Long.class, String::valueOf, Long::valueOf),
            new Scalar<>("bigint", BigInteger.class, String::valueOf, BigInteger::new),
            new Scalar<>("decimal", BigDecimal.class, String::valueOf, BigDecimal::new),
            new Scalar<>("float", Float.class, String::valueOf, Float::valueOf),
            new Scalar<>("double", Double.class, String::valueOf, Double::valueOf),
            new Scalar<>("bytes", byte[].class, Base64.getEncoder()::encodeToString, Base64.getDecoder()::decode),
            new Scalar<>("uuid", UUID.class, String::valueOf, UUID::fromString),
            new Scalar<>("date", LocalDate.class, String::valueOf, LocalDate::parse),
            new Scalar<>("time", LocalTime.class, String::valueOf, LocalTime::parse),
            new Scalar<>("timestamp", LocalDateTime.class, String::valueOf, LocalDateTime::parse),
            new Scalar<>("time_offset", OffsetTime.class, String::valueOf, OffsetTime::parse),
            new Scalar<>("timestamp_offset", OffsetDateTime.class, String::valueOf, OffsetDateTime::parse),
            new Scalar<>("timestamp_zone", ZonedDateTime.class, String::valueOf, ZonedDateTime::parse),
            new Scalar<>("instant", Instant.class, String::valueOf, Instant::parse),
            new Scalar<>("sql_date", java.sql.Date.class, d -> shown(d.getTime()), s -> new java.sql.Date(millis(s))),
            new Scalar<>("sql_time", java.sql.Time.class, t -> shown(t.getTime()), s -> new java.sql.Time(millis(s))),
            new Scalar<>(
                    "sql_timestamp",
                    java.sql.Timestamp.class,
                    t -> shown(t.toInstant()),
                    s -> java.sql.Timestamp.from(OffsetDateTime.parse(s).toInstant())),
            new Scalar<>(
                    "util_date", java.util.Date.class, d -> shown(d.getTime()), s -> new java.util.Date(millis(s))));

    static Stream<Scalar<?>> all() {
        return ALL.stream();
    }

    /** Its text; null where it would not come back as it was. */
    @Nullable
    String textOf(Object value) {
        T typed = type.cast(value);
        String text = write.apply(typed);
        return Objects.deepEquals(read.apply(text), typed) ? text : null;
    }

    private static String shown(long millis) {
        return shown(Instant.ofEpochMilli(millis));
    }

    private static String shown(Instant instant) {
        return instant.atZone(ZoneId.systemDefault()).toOffsetDateTime().toString();
    }

    private static long millis(String text) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
}
