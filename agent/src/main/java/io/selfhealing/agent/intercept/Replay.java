package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** Binds again, by the very overload that the application used. */
final class Replay {
    private Replay() {}

    /**
     * Sets parameter {@code to} of {@code target} to what the application bound to {@code from}.
     *
     * @throws SQLException what the driver throws
     */
    @SuppressWarnings("NullAway") // JDBC takes null for every object
    static void bind(Bindings bound, int from, PreparedStatement target, int to) throws SQLException {
        int setter = bound.setter(from);
        if (setter <= SET_DOUBLE) {
            primitive(bound, from, target, to);
        } else if (setter < SET_DATE_CALENDAR) {
            plain(setter, bound.object(from), target, to);
        } else {
            extended(bound, from, target, to);
        }
    }

    /** Binds every parameter to its own place. */
    static void all(Bindings bound, PreparedStatement target) throws SQLException {
        target.clearParameters();
        behind(0, bound, target);
    }

    /** Binds every parameter so many places further on. */
    static void behind(int others, Bindings bound, PreparedStatement target) throws SQLException {
        for (int i = 1; i <= bound.size(); i++) {
            if (bound.isSet(i)) {
                bind(bound, i, target, i + others);
            }
        }
    }

    private static void primitive(Bindings bound, int from, PreparedStatement target, int to) throws SQLException {
        long bits = bound.bits(from);
        switch (bound.setter(from)) {
            case SET_BOOLEAN -> target.setBoolean(to, bits != 0);
            case SET_BYTE -> target.setByte(to, (byte) bits);
            case SET_SHORT -> target.setShort(to, (short) bits);
            case SET_INT -> target.setInt(to, (int) bits);
            case SET_LONG -> target.setLong(to, bits);
            case SET_FLOAT -> target.setFloat(to, Float.intBitsToFloat((int) bits));
            case SET_DOUBLE -> target.setDouble(to, Double.longBitsToDouble(bits));
            default -> throw new IllegalStateException("parameter " + from + " is not bound");
        }
    }

    @SuppressWarnings({"NullAway", "deprecation"
    }) // JDBC takes null for every object; setUnicodeStream is replayed as used
    private static void plain(int setter, Object value, PreparedStatement target, int to) throws SQLException {
        switch (setter) {
            case SET_BIG_DECIMAL -> target.setBigDecimal(to, (BigDecimal) value);
            case SET_STRING -> target.setString(to, (String) value);
            case SET_BYTES -> target.setBytes(to, (byte[]) value);
            case SET_DATE -> target.setDate(to, (Date) value);
            case SET_TIME -> target.setTime(to, (Time) value);
            case SET_TIMESTAMP -> target.setTimestamp(to, (Timestamp) value);
            case SET_ASCII_STREAM -> target.setAsciiStream(to, Buffered.stream(value));
            case SET_BINARY_STREAM -> target.setBinaryStream(to, Buffered.stream(value));
            case SET_OBJECT -> target.setObject(to, Buffered.given(value));
            case SET_CHARACTER_STREAM -> target.setCharacterStream(to, Buffered.reader(value));
            case SET_REF -> target.setRef(to, (Ref) value);
            case SET_BLOB -> target.setBlob(to, (Blob) value);
            case SET_CLOB -> target.setClob(to, (Clob) value);
            case SET_ARRAY -> target.setArray(to, (Array) value);
            case SET_URL -> target.setURL(to, (URL) value);
            case SET_ROW_ID -> target.setRowId(to, (RowId) value);
            case SET_N_STRING -> target.setNString(to, (String) value);
            case SET_N_CHARACTER_STREAM -> target.setNCharacterStream(to, Buffered.reader(value));
            case SET_N_CLOB -> target.setNClob(to, (NClob) value);
            case SET_SQL_XML -> target.setSQLXML(to, (SQLXML) value);
            case SET_BLOB_STREAM -> target.setBlob(to, Buffered.stream(value));
            case SET_CLOB_READER -> target.setClob(to, Buffered.reader(value));
            case SET_N_CLOB_READER -> target.setNClob(to, Buffered.reader(value));
            default -> throw new IllegalStateException("no such setter: " + setter);
        }
    }

    @SuppressWarnings({"NullAway", "deprecation"})
    private static void extended(Bindings bound, int from, PreparedStatement target, int to) throws SQLException {
        Object value = bound.object(from);
        Object extra = bound.extra(from);
        long a = bound.bits(from);
        int b = bound.more(from);
        switch (bound.setter(from)) {
            case SET_DATE_CALENDAR -> target.setDate(to, (Date) value, (Calendar) extra);
            case SET_TIME_CALENDAR -> target.setTime(to, (Time) value, (Calendar) extra);
            case SET_TIMESTAMP_CALENDAR -> target.setTimestamp(to, (Timestamp) value, (Calendar) extra);
            case SET_UNICODE_STREAM_LENGTH -> target.setUnicodeStream(to, Buffered.stream(value), (int) a);
            case SET_ASCII_STREAM_LENGTH -> ascii(target, to, Buffered.stream(value), a, b);
            case SET_BINARY_STREAM_LENGTH -> binary(target, to, Buffered.stream(value), a, b);
            case SET_CHARACTER_STREAM_LENGTH -> characters(target, to, Buffered.reader(value), a, b);
            case SET_N_CHARACTER_STREAM_LENGTH -> target.setNCharacterStream(to, Buffered.reader(value), a);
            case SET_BLOB_STREAM_LENGTH -> target.setBlob(to, Buffered.stream(value), a);
            case SET_CLOB_READER_LENGTH -> target.setClob(to, Buffered.reader(value), a);
            case SET_N_CLOB_READER_LENGTH -> target.setNClob(to, Buffered.reader(value), a);
            case SET_OBJECT_TYPE -> target.setObject(to, Buffered.given(value), (int) a);
            case SET_OBJECT_TYPE_SCALE -> target.setObject(to, Buffered.given(value), (int) a, b);
            case SET_OBJECT_SQL_TYPE -> target.setObject(to, Buffered.given(value), (SQLType) extra);
            case SET_OBJECT_SQL_TYPE_SCALE -> target.setObject(to, Buffered.given(value), (SQLType) extra, b);
            case SET_NULL -> target.setNull(to, (int) a);
            case SET_NULL_NAMED -> target.setNull(to, (int) a, (String) extra);
            default -> throw new IllegalStateException("no such setter: " + bound.setter(from));
        }
    }

    @SuppressWarnings("NullAway")
    private static void ascii(PreparedStatement target, int to, InputStream value, long length, int wide)
            throws SQLException {
        if (wide == 1) {
            target.setAsciiStream(to, value, length);
        } else {
            target.setAsciiStream(to, value, (int) length);
        }
    }

    @SuppressWarnings("NullAway")
    private static void binary(PreparedStatement target, int to, InputStream value, long length, int wide)
            throws SQLException {
        if (wide == 1) {
            target.setBinaryStream(to, value, length);
        } else {
            target.setBinaryStream(to, value, (int) length);
        }
    }

    @SuppressWarnings("NullAway")
    private static void characters(PreparedStatement target, int to, Reader value, long length, int wide)
            throws SQLException {
        if (wide == 1) {
            target.setCharacterStream(to, value, length);
        } else {
            target.setCharacterStream(to, value, (int) length);
        }
    }
}
