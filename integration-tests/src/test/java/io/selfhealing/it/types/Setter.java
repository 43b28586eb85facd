package io.selfhealing.it.types;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/** One way in which an application hands over a value of a type. */
enum Setter {
    STRING("setString") {
        @Override
        boolean carries(Kind kind, String text) {
            return true;
        }

        @Override
        void bind(PreparedStatement statement, Kind kind, String text) throws SQLException {
            statement.setString(2, text);
        }
    },
    OBJECT("setObject") {
        @Override
        boolean carries(Kind kind, String text) {
            return true;
        }

        @Override
        void bind(PreparedStatement statement, Kind kind, String text) throws SQLException {
            switch (kind) {
                case INT -> statement.setObject(2, Integer.valueOf(text));
                case BIGINT, OID -> statement.setObject(2, Long.valueOf(text));
                case NUMERIC -> statement.setObject(2, new BigDecimal(text));
                case BOOLEAN -> statement.setObject(2, text.equals("true"));
                case UUID -> statement.setObject(2, UUID.fromString(text));
                case DATE -> statement.setObject(2, LocalDate.parse(text));
                case TIMESTAMP -> statement.setObject(2, LocalDateTime.parse(text.replace(' ', 'T')));
                case TIMESTAMPTZ -> statement.setObject(2, OffsetDateTime.parse(text.replace(' ', 'T')));
                case BYTEA -> statement.setObject(2, "abc".getBytes(StandardCharsets.US_ASCII));
                case TEXT -> statement.setObject(2, text);
                case TEXT_ARRAY, INT_ARRAY ->
                    statement.setArray(
                            2,
                            statement
                                    .getConnection()
                                    .createArrayOf(
                                            kind == Kind.TEXT_ARRAY ? "text" : "int4",
                                            kind == Kind.TEXT_ARRAY ? new Object[] {"ab", "cd"} : new Object[] {3, 4}));
                default -> statement.setObject(2, text, Types.OTHER);
            }
        }
    },
    INT("setInt") {
        @Override
        boolean carries(Kind kind, String text) {
            return LONG.carries(kind, text) && Long.parseLong(whole(text)) <= Integer.MAX_VALUE;
        }

        @Override
        void bind(PreparedStatement statement, Kind kind, String text) throws SQLException {
            statement.setInt(2, Integer.parseInt(whole(text)));
        }
    },
    LONG("setLong") {
        @Override
        boolean carries(Kind kind, String text) {
            return switch (kind) {
                case INT, BIGINT, NUMERIC, OID -> whole(text).matches("\\d+");
                default -> false;
            };
        }

        @Override
        void bind(PreparedStatement statement, Kind kind, String text) throws SQLException {
            statement.setLong(2, Long.parseLong(whole(text)));
        }
    },
    TRUTH("setBoolean") {
        @Override
        boolean carries(Kind kind, String text) {
            return kind == Kind.BOOLEAN;
        }

        @Override
        void bind(PreparedStatement statement, Kind kind, String text) throws SQLException {
            statement.setBoolean(2, text.equals("true"));
        }
    },
    NULL("setNull") {
        @Override
        boolean carries(Kind kind, String text) {
            return true;
        }

        @Override
        void bind(PreparedStatement statement, Kind kind, String text) throws SQLException {
            statement.setNull(2, kind.jdbc);
        }
    },
    LITERAL("literal") {
        @Override
        boolean carries(Kind kind, String text) {
            return true;
        }

        @Override
        void write(Connection connection, String insert, Kind kind, String text, long id) throws SQLException {
            String literal = switch (kind) {
                case INT, BIGINT, NUMERIC, OID, BOOLEAN -> text;
                default -> "'" + text + "'";
            };
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(insert.replaceFirst("\\?", "" + id).replace("?", literal));
            }
        }
    };

    final String title;

    Setter(String title) {
        this.title = title;
    }

    /** Whether it is a way in which a value of the type is handed over. */
    abstract boolean carries(Kind kind, String text);

    void bind(PreparedStatement statement, Kind kind, String text) throws SQLException {
        throw new IllegalStateException("a literal is not bound");
    }

    /** @param insert with a parameter for the id, and one for the value */
    void write(Connection connection, String insert, Kind kind, String text, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setLong(1, id);
            bind(statement, kind, text);
            statement.executeUpdate();
        }
    }

    String column() {
        return "by_" + name().toLowerCase(Locale.ROOT);
    }

    private static String whole(String text) {
        return text.replaceFirst("\\.00$", "");
    }
}
