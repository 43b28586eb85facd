package io.selfhealing.agent.instrument;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.instrument.advice.AddBatch;
import io.selfhealing.agent.instrument.advice.Clear;
import io.selfhealing.agent.instrument.advice.RunBoolean;
import io.selfhealing.agent.instrument.advice.RunInt;
import io.selfhealing.agent.instrument.advice.RunLong;
import io.selfhealing.agent.instrument.advice.RunObject;
import io.selfhealing.agent.instrument.advice.SetBoolean;
import io.selfhealing.agent.instrument.advice.SetDouble;
import io.selfhealing.agent.instrument.advice.SetFloat;
import io.selfhealing.agent.instrument.advice.SetIntegral;
import io.selfhealing.agent.instrument.advice.SetNull;
import io.selfhealing.agent.instrument.advice.SetValue;
import io.selfhealing.agent.instrument.advice.SetValueWithInt;
import io.selfhealing.agent.instrument.advice.SetValueWithLong;
import java.util.List;

/** What is woven into {@code java.sql.PreparedStatement}. */
final class PreparedStatementTable {
    static final List<Row> ROWS = List.of(
            Row.of("execute()Z", RunBoolean.class, EXECUTE),
            Row.of("executeQuery()Ljava/sql/ResultSet;", RunObject.class, EXECUTE_QUERY),
            Row.of("executeUpdate()I", RunInt.class, EXECUTE_UPDATE),
            Row.of("executeLargeUpdate()J", RunLong.class, EXECUTE_LARGE_UPDATE),
            Row.of("addBatch()V", AddBatch.class, 0),
            Row.of("clearParameters()V", Clear.class, CLEARED_PARAMETERS),
            Row.of("setBoolean(IZ)V", SetBoolean.class, SET_BOOLEAN),
            Row.of("setByte(IB)V", SetIntegral.class, SET_BYTE),
            Row.of("setShort(IS)V", SetIntegral.class, SET_SHORT),
            Row.of("setInt(II)V", SetIntegral.class, SET_INT),
            Row.of("setLong(IJ)V", SetIntegral.class, SET_LONG),
            Row.of("setFloat(IF)V", SetFloat.class, SET_FLOAT),
            Row.of("setDouble(ID)V", SetDouble.class, SET_DOUBLE),
            Row.of("setNull(II)V", SetNull.class, SET_NULL),
            Row.of("setNull(IILjava/lang/String;)V", SetNull.class, SET_NULL_NAMED),
            Row.of("setBigDecimal(ILjava/math/BigDecimal;)V", SetValue.class, SET_BIG_DECIMAL),
            Row.of("setString(ILjava/lang/String;)V", SetValue.class, SET_STRING),
            Row.of("setNString(ILjava/lang/String;)V", SetValue.class, SET_N_STRING),
            Row.of("setBytes(I[B)V", SetValue.class, SET_BYTES),
            Row.of("setDate(ILjava/sql/Date;)V", SetValue.class, SET_DATE),
            Row.of("setTime(ILjava/sql/Time;)V", SetValue.class, SET_TIME),
            Row.of("setTimestamp(ILjava/sql/Timestamp;)V", SetValue.class, SET_TIMESTAMP),
            Row.of("setRef(ILjava/sql/Ref;)V", SetValue.class, SET_REF),
            Row.of("setBlob(ILjava/sql/Blob;)V", SetValue.class, SET_BLOB),
            Row.of("setClob(ILjava/sql/Clob;)V", SetValue.class, SET_CLOB),
            Row.of("setNClob(ILjava/sql/NClob;)V", SetValue.class, SET_N_CLOB),
            Row.of("setArray(ILjava/sql/Array;)V", SetValue.class, SET_ARRAY),
            Row.of("setURL(ILjava/net/URL;)V", SetValue.class, SET_URL),
            Row.of("setRowId(ILjava/sql/RowId;)V", SetValue.class, SET_ROW_ID),
            Row.of("setSQLXML(ILjava/sql/SQLXML;)V", SetValue.class, SET_SQL_XML),
            Row.of("setObject(ILjava/lang/Object;)V", SetValue.class, SET_OBJECT),
            Row.of("setAsciiStream(ILjava/io/InputStream;)V", SetValue.class, SET_ASCII_STREAM),
            Row.of("setBinaryStream(ILjava/io/InputStream;)V", SetValue.class, SET_BINARY_STREAM),
            Row.of("setCharacterStream(ILjava/io/Reader;)V", SetValue.class, SET_CHARACTER_STREAM),
            Row.of("setNCharacterStream(ILjava/io/Reader;)V", SetValue.class, SET_N_CHARACTER_STREAM),
            Row.of("setBlob(ILjava/io/InputStream;)V", SetValue.class, SET_BLOB_STREAM),
            Row.of("setClob(ILjava/io/Reader;)V", SetValue.class, SET_CLOB_READER),
            Row.of("setNClob(ILjava/io/Reader;)V", SetValue.class, SET_N_CLOB_READER),
            Row.of("setDate(ILjava/sql/Date;Ljava/util/Calendar;)V", SetValue.class, SET_DATE_CALENDAR),
            Row.of("setTime(ILjava/sql/Time;Ljava/util/Calendar;)V", SetValue.class, SET_TIME_CALENDAR),
            Row.of("setTimestamp(ILjava/sql/Timestamp;Ljava/util/Calendar;)V", SetValue.class, SET_TIMESTAMP_CALENDAR),
            Row.of("setObject(ILjava/lang/Object;I)V", SetValueWithInt.class, SET_OBJECT_TYPE),
            Row.of("setObject(ILjava/lang/Object;II)V", SetValueWithInt.class, SET_OBJECT_TYPE_SCALE),
            Row.of("setObject(ILjava/lang/Object;Ljava/sql/SQLType;)V", SetValue.class, SET_OBJECT_SQL_TYPE),
            Row.of("setObject(ILjava/lang/Object;Ljava/sql/SQLType;I)V", SetValue.class, SET_OBJECT_SQL_TYPE_SCALE),
            Row.of("setAsciiStream(ILjava/io/InputStream;I)V", SetValueWithInt.class, SET_ASCII_STREAM_LENGTH),
            Row.of("setUnicodeStream(ILjava/io/InputStream;I)V", SetValueWithInt.class, SET_UNICODE_STREAM_LENGTH),
            Row.of("setBinaryStream(ILjava/io/InputStream;I)V", SetValueWithInt.class, SET_BINARY_STREAM_LENGTH),
            Row.of("setCharacterStream(ILjava/io/Reader;I)V", SetValueWithInt.class, SET_CHARACTER_STREAM_LENGTH),
            Row.of("setAsciiStream(ILjava/io/InputStream;J)V", SetValueWithLong.class, SET_ASCII_STREAM_LENGTH),
            Row.of("setBinaryStream(ILjava/io/InputStream;J)V", SetValueWithLong.class, SET_BINARY_STREAM_LENGTH),
            Row.of("setCharacterStream(ILjava/io/Reader;J)V", SetValueWithLong.class, SET_CHARACTER_STREAM_LENGTH),
            Row.of("setNCharacterStream(ILjava/io/Reader;J)V", SetValueWithLong.class, SET_N_CHARACTER_STREAM_LENGTH),
            Row.of("setBlob(ILjava/io/InputStream;J)V", SetValueWithLong.class, SET_BLOB_STREAM_LENGTH),
            Row.of("setClob(ILjava/io/Reader;J)V", SetValueWithLong.class, SET_CLOB_READER_LENGTH),
            Row.of("setNClob(ILjava/io/Reader;J)V", SetValueWithLong.class, SET_N_CLOB_READER_LENGTH));

    private PreparedStatementTable() {}
}
