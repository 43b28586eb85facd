package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.heal.Rounds;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever is converted says the same when it is read back; everything else is refused. The seed of a failure is in its message. */
class RoundTripTest {
    private static final int RUNS = Rounds.of(20_000);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> NO = Set.of("false", "f", "no", "n", "off", "0");
    private static final List<String> TYPES = List.of(
            "smallint",
            "int",
            "bigint",
            "numeric(5,2)",
            "numeric",
            "double",
            "real",
            "boolean",
            "date",
            "time",
            "timestamp",
            "timestamptz",
            "uuid",
            "jsonb",
            "enum(open,Closed,half_open,HalfOpen)",
            "text",
            "varchar(10)");
    private static final String ALPHABET = "0123456789-+.eE truefalsyn{}[]\",:TZ_éß\u0131\u0660\u2212";
    private static final DateTimeFormatter SPACED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);

    private static String soup(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String nearlyRight(SplittableRandom random) {
        LocalDateTime moment = LocalDateTime.ofEpochSecond(
                random.nextLong(-4_000_000_000L, 8_000_000_000L),
                random.nextBoolean() ? 0 : random.nextInt(1_000_000_000),
                ZoneOffset.UTC);
        return switch (random.nextInt(14)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 ->
                BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(20))
                        .toPlainString();
            case 2 -> new BigInteger(random.nextInt(200), new java.util.Random(random.nextLong())).toString();
            case 3 -> Double.toString(random.nextDouble());
            case 4 -> List.of("true", "NO", "On", "1", "0", "yes ", "y", "nein").get(random.nextInt(8));
            case 5 -> moment.toLocalDate().toString();
            case 6 -> moment.toLocalTime().toString();
            case 7 -> moment.toString();
            case 8 -> SPACED.format(moment);
            case 9 ->
                moment.atOffset(ZoneOffset.ofHours(random.nextInt(-12, 13))).toString();
            case 10 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 11 ->
                "{" + new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(Locale.ROOT) + "}";
            case 12 ->
                List.of("{\"a\":1.10}", "[1,2]", "{\"a\":{}} ", "{\"a\":", "\"x\"", "[NaN]")
                        .get(random.nextInt(6));
            default ->
                List.of("OPEN", "closed", "half-open", "Half Open", "open", "").get(random.nextInt(6));
        };
    }

    @Test
    void whateverIsConvertedSaysTheSameWhenItIsReadBack() {
        Conversions conversions = new Conversions(ZONE);
        int converted = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ColumnType type = type(TYPES.get(random.nextInt(TYPES.size())));
            String text = random.nextInt(4) == 0 ? soup(random) : nearlyRight(random);
            Fit fit = conversions.fit(text, Binding.STRING, type, Product.POSTGRESQL);
            assertThat(conversions.fit(text, Binding.STRING, type, Product.POSTGRESQL))
                    .as("seed %d", seed)
                    .isEqualTo(fit);
            if (fit instanceof Fit.Converted to) {
                converted++;
                assertThat(saysTheSame(text, to.value(), type))
                        .as("seed %d: '%s' became %s for %s", seed, text, to.value(), type.name())
                        .isTrue();
            } else {
                assertThat(fit instanceof Fit.Refused || type.family() == TypeFamily.TEXT)
                        .as("seed %d: '%s' is bound as it is for %s", seed, text, type.name())
                        .isTrue();
            }
        }
        assertThat(converted).isGreaterThan(RUNS / 40);
    }

    private static boolean saysTheSame(String text, Object value, ColumnType type) {
        return switch (type.family()) {
            case INTEGER -> new BigInteger(value.toString()).toString().equals(text) && holds(value, type.length());
            case DECIMAL ->
                new BigDecimal(value.toString()).toPlainString().equals(text)
                        && (type.length() == 0
                                || (new BigDecimal(text).scale() <= type.scale()
                                        && new BigDecimal(text).abs().compareTo(new BigDecimal("1000")) < 0));
            case FLOATING -> new BigDecimal(value.toString()).compareTo(new BigDecimal(text)) == 0;
            case BOOLEAN -> (((Boolean) value) ? YES : NO).contains(text.toLowerCase(Locale.ROOT));
            case DATE -> ((LocalDate) value).toString().equals(text);
            case TIME ->
                LocalTime.parse(text).equals(value) && LocalTime.parse(text).toNanoOfDay() % 1000 == 0;
            case TIMESTAMP ->
                LocalDateTime.parse(text.replace(' ', 'T')).equals(value)
                        && ((LocalDateTime) value).get(ChronoField.NANO_OF_SECOND) % 1000 == 0;
            case TIMESTAMP_ZONED -> sameMoment(text.replace(' ', 'T'), (OffsetDateTime) value);
            case UUID -> digits(value.toString()).equals(digits(text));
            case JSON -> sameJson(text, value.toString());
            case ENUM ->
                type.labels().contains(value.toString())
                        && plain(value.toString()).equals(plain(text))
                        && (value.equals(text)
                                || type.labels().stream()
                                                .filter(label -> plain(label).equals(plain(text)))
                                                .count()
                                        == 1);
            default -> false;
        };
    }

    private static String digits(String uuid) {
        return uuid.toLowerCase(Locale.ROOT).replaceAll("[{}-]", "");
    }

    private static String plain(String label) {
        return label.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean holds(Object value, int bytes) {
        return new BigInteger(value.toString()).bitLength() < 8 * bytes;
    }

    private static boolean sameMoment(String text, OffsetDateTime value) {
        boolean zoned = text.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)");
        return zoned
                ? OffsetDateTime.parse(text).isEqual(value)
                : LocalDateTime.parse(text).equals(value.toLocalDateTime())
                        && ZONE.getRules()
                                .getValidOffsets(value.toLocalDateTime())
                                .equals(List.of(value.getOffset()));
    }

    private static boolean sameJson(String text, String value) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            return mapper.readTree(text).equals(mapper.readTree(value))
                    && text.strip().matches("(?s)[{\\[].*");
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Test
    void thereAndBackAgainIsTheSameValue() {
        Conversions conversions = new Conversions(ZONE);
        for (long seed = 1; seed <= RUNS / 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            Object spelled = converted(conversions, uuid, Binding.OBJECT, "text");
            assertThat(converted(conversions, spelled, Binding.STRING, "uuid"))
                    .as("seed %d", seed)
                    .isEqualTo(uuid);
            boolean truth = random.nextBoolean();
            Object number = converted(conversions, truth, Binding.PRIMITIVE, "int");
            assertThat(converted(conversions, number, Binding.PRIMITIVE, "boolean"))
                    .as("seed %d", seed)
                    .isEqualTo(truth);
            OffsetDateTime moment =
                    Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L)).atOffset(ZoneOffset.UTC);
            Fit local = conversions.fit(moment, Binding.OBJECT, type("timestamp"), Product.POSTGRESQL);
            if (local instanceof Fit.Converted there) {
                OffsetDateTime back =
                        (OffsetDateTime) converted(conversions, there.value(), Binding.OBJECT, "timestamptz");
                assertThat(back.isEqual(moment)).as("seed %d: %s", seed, moment).isTrue();
            } else {
                assertThat(local).as("seed %d: %s", seed, moment).isInstanceOf(Fit.Refused.class);
            }
        }
    }

    private static Object converted(Conversions conversions, Object value, Binding binding, String type) {
        Fit fit = conversions.fit(value, binding, type(type), Product.POSTGRESQL);
        assertThat(fit).as("%s for %s", value, type).isInstanceOf(Fit.Converted.class);
        return ((Fit.Converted) fit).value();
    }
}
