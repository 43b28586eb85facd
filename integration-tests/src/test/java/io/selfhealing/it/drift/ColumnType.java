package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What old columns are made of, and values of which nearly every one occurs once. */
enum ColumnType {
    TEXT("varchar(80)"),
    WORD("varchar(30)"),
    INT("integer"),
    BIGINT("bigint"),
    DECIMAL("numeric(12,2)"),
    MOMENT("timestamp"),
    TRUTH("boolean"),
    UUID("uuid");

    static final List<String> WORDS = List.of("open", "cancelled", "done");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    String sql(Engine engine) {
        if (!engine.speaksMySql()) {
            return sql;
        }
        return switch (this) {
            case UUID -> "char(36)";
            case MOMENT -> "datetime";
            default -> sql;
        };
    }

    /** Of the columns that an application has besides its keys. */
    static ColumnType payload(Random random) {
        return List.of(TEXT, TEXT, TEXT, WORD, WORD, INT, INT, BIGINT, DECIMAL, MOMENT, TRUTH, UUID)
                .get(random.nextInt(12));
    }

    Object value(Engine engine, long serial, Random random) {
        return switch (this) {
            case TEXT -> "v" + serial;
            case WORD -> WORDS.get(random.nextInt(WORDS.size()));
            case INT -> (int) (1_000 + serial % 1_000_000_000);
            case BIGINT -> 7_000_000_000L + serial;
            case DECIMAL -> BigDecimal.valueOf(100 * serial + random.nextInt(100), 2);
            case MOMENT -> new Timestamp(1_700_000_000_000L + serial * 1_000);
            case TRUTH -> random.nextBoolean();
            case UUID -> {
                UUID made = java.util.UUID.nameUUIDFromBytes(("u" + serial).getBytes(StandardCharsets.UTF_8));
                yield engine.speaksMySql() ? made.toString() : made;
            }
        };
    }

    /** A value in the text of a statement. */
    static String literal(Engine engine, Object value) {
        if (value instanceof String || value instanceof UUID) {
            return "'" + value + "'";
        }
        if (value instanceof Timestamp moment) {
            String text = moment.toLocalDateTime().toString().replace('T', ' ');
            return (engine.speaksMySql() ? "" : "timestamp ") + "'" + text + "'";
        }
        return value.toString();
    }

    /** What stands for a value that nobody gave. */
    String zero(Engine engine) {
        return switch (this) {
            case TEXT, WORD -> "''";
            case TRUTH -> "false";
            case MOMENT -> literal(engine, new Timestamp(0));
            case UUID -> "'00000000-0000-0000-0000-000000000000'";
            default -> "0";
        };
    }
}
