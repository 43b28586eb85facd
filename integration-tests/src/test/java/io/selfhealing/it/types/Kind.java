package io.selfhealing.it.types;

import java.sql.Types;
import java.util.List;

/** A type of PostgreSQL with values as it writes them itself; the first ones are the most usual. */
enum Kind {
    TEXT("text", Types.VARCHAR, "", "plain words"),
    INT("integer", Types.INTEGER, "1767300000 + g * 86400", "42", "1", "1767400123"),
    BIGINT("bigint", Types.BIGINT, "1767300000000 + g * 86400000", "42", "1", "1767400123000"),
    NUMERIC("numeric(20,2)", Types.NUMERIC, "", "42.00", "19.99", "1.00"),
    BOOLEAN("boolean", Types.BOOLEAN, "", "true"),
    UUID("uuid", Types.OTHER, "", "0190f3f2-b7e0-7e5c-8a1b-3c5d7e9fa1b3"),
    JSON("json", Types.OTHER, "", "{\"a\": 1}", "[\"ab\", \"cd\"]", "[3, 4]"),
    JSONB("jsonb", Types.OTHER, "", "{\"a\": 1}", "[\"ab\", \"cd\"]", "[3, 4]"),
    ENUM("colour", Types.OTHER, "", "red"),
    DATE("date", Types.DATE, "date '2026-01-02' + g", "2026-02-03"),
    TIMESTAMP(
            "timestamp",
            Types.TIMESTAMP,
            "timestamp '2026-01-02 03:04:05' + g * interval '1 day'",
            "2026-02-03 04:05:06",
            "2026-02-03 00:00:00"),
    TIMESTAMPTZ(
            "timestamptz",
            Types.TIMESTAMP_WITH_TIMEZONE,
            "timestamptz '2026-01-02 03:04:05+00' + g * interval '1 day'",
            "2026-02-03 04:05:06+00"),
    INET("inet", Types.OTHER, "", "10.1.2.3/24"),
    BYTEA("bytea", Types.BINARY, "", "\\x616263"),
    OID("oid", Types.BIGINT, "", "16409"),
    TEXT_ARRAY("text[]", Types.ARRAY, "", "{ab,cd}"),
    INT_ARRAY("integer[]", Types.ARRAY, "", "{3,4}"),
    INTERVAL("interval", Types.OTHER, "", "01:02:03"),
    MONEY("money", Types.OTHER, "", "$42.00");

    final String sql;
    final int jdbc;
    /** An expression of {@code g} for what the column holds already; empty where that tells nothing. */
    final String rows;

    /** A line each. */
    private final String values;

    Kind(String sql, int jdbc, String rows, String... values) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.rows = rows;
        this.values = String.join("\n", values);
    }

    List<String> spellings() {
        return values.lines().toList();
    }

    String title() {
        return sql.equals("colour") ? "enum" : sql.replaceFirst("\\(.*", "");
    }

    /** As a part of a table's name. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
