package io.selfhealing.agent.instrument;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.instrument.advice.AddBatch;
import io.selfhealing.agent.instrument.advice.Advice;
import io.selfhealing.agent.instrument.advice.Pass;
import io.selfhealing.agent.instrument.advice.Run;
import io.selfhealing.agent.instrument.advice.SetPrimitive;
import io.selfhealing.agent.instrument.advice.SetValue;
import java.util.List;

/** What is woven into {@code java.sql.PreparedStatement}. */
final class PreparedStatementTable {
    private static final Advice RUN = new Run();
    private static final Advice PRIMITIVE = new SetPrimitive();
    private static final Advice VALUE = SetValue.object();
    private static final Advice NULL = SetValue.ofNull();

    static final List<Row> ROWS = List.of(
            Row.of("execute()Z", RUN, EXECUTE),
            Row.of("executeQuery()Ljava/sql/ResultSet;", RUN, EXECUTE_QUERY),
            Row.of("executeUpdate()I", RUN, EXECUTE_UPDATE),
            Row.of("executeLargeUpdate()J", RUN, EXECUTE_LARGE_UPDATE),
            Row.of("addBatch()V", new AddBatch(), 0),
            Row.of("clearParameters()V", Pass.cleared(), CLEARED_PARAMETERS),
            Row.of("setBoolean(IZ)V", PRIMITIVE, SET_BOOLEAN),
            Row.of("setByte(IB)V", PRIMITIVE, SET_BYTE),
            Row.of("setShort(IS)V", PRIMITIVE, SET_SHORT),
            Row.of("setInt(II)V", PRIMITIVE, SET_INT),
            Row.of("setLong(IJ)V", PRIMITIVE, SET_LONG),
            Row.of("setFloat(IF)V", PRIMITIVE, SET_FLOAT),
            Row.of("setDouble(ID)V", PRIMITIVE, SET_DOUBLE),
            Row.of("setNull(II)V", NULL, SET_NULL),
            Row.of("setNull(IILjava/lang/String;)V", NULL, SET_NULL_NAMED),
            Row.of("setBigDecimal(ILjava/math/BigDecimal;)V", VALUE, SET_BIG_DECIMAL),
            Row.of("setString(ILjava/lang/String;)V", VALUE, SET_STRING),
            Row.of("setNString(ILjava/lang/String;)V", VALUE, SET_N_STRING),
            Row.of("setBytes(I[B)V", VALUE, SET_BYTES),
            Row.of("setDate(ILjava/sql/Date;)V", VALUE, SET_DATE),
            Row.of("setTime(ILjava/sql/Time;)V", VALUE, SET_TIME),
            Row.of("setTimestamp(ILjava/sql/Timestamp;)V", VALUE, SET_TIMESTAMP),
            Row.of("setRef(ILjava/sql/Ref;)V", VALUE, SET_REF),
            Row.of("setBlob(ILjava/sql/Blob;)V", VALUE, SET_BLOB),
            Row.of("setClob(ILjava/sql/Clob;)V", VALUE, SET_CLOB),
            Row.of("setNClob(ILjava/sql/NClob;)V", VALUE, SET_N_CLOB),
            Row.of("setArray(ILjava/sql/Array;)V", VALUE, SET_ARRAY),
            Row.of("setURL(ILjava/net/URL;)V", VALUE, SET_URL),
            Row.of("setRowId(ILjava/sql/RowId;)V", VALUE, SET_ROW_ID),
            Row.of("setSQLXML(ILjava/sql/SQLXML;)V", VALUE, SET_SQL_XML),
            Row.of("setObject(ILjava/lang/Object;)V", VALUE, SET_OBJECT),
            Row.of("setAsciiStream(ILjava/io/InputStream;)V", VALUE, SET_ASCII_STREAM),
            Row.of("setBinaryStream(ILjava/io/InputStream;)V", VALUE, SET_BINARY_STREAM),
            Row.of("setCharacterStream(ILjava/io/Reader;)V", VALUE, SET_CHARACTER_STREAM),
            Row.of("setNCharacterStream(ILjava/io/Reader;)V", VALUE, SET_N_CHARACTER_STREAM),
            Row.of("setBlob(ILjava/io/InputStream;)V", VALUE, SET_BLOB_STREAM),
            Row.of("setClob(ILjava/io/Reader;)V", VALUE, SET_CLOB_READER),
            Row.of("setNClob(ILjava/io/Reader;)V", VALUE, SET_N_CLOB_READER),
            Row.of("setDate(ILjava/sql/Date;Ljava/util/Calendar;)V", VALUE, SET_DATE_CALENDAR),
            Row.of("setTime(ILjava/sql/Time;Ljava/util/Calendar;)V", VALUE, SET_TIME_CALENDAR),
            Row.of("setTimestamp(ILjava/sql/Timestamp;Ljava/util/Calendar;)V", VALUE, SET_TIMESTAMP_CALENDAR),
            Row.of("setObject(ILjava/lang/Object;I)V", VALUE, SET_OBJECT_TYPE),
            Row.of("setObject(ILjava/lang/Object;II)V", VALUE, SET_OBJECT_TYPE_SCALE),
            Row.of("setObject(ILjava/lang/Object;Ljava/sql/SQLType;)V", VALUE, SET_OBJECT_SQL_TYPE),
            Row.of("setObject(ILjava/lang/Object;Ljava/sql/SQLType;I)V", VALUE, SET_OBJECT_SQL_TYPE_SCALE),
            Row.of("setAsciiStream(ILjava/io/InputStream;I)V", VALUE, SET_ASCII_STREAM_LENGTH),
            Row.of("setUnicodeStream(ILjava/io/InputStream;I)V", VALUE, SET_UNICODE_STREAM_LENGTH),
            Row.of("setBinaryStream(ILjava/io/InputStream;I)V", VALUE, SET_BINARY_STREAM_LENGTH),
            Row.of("setCharacterStream(ILjava/io/Reader;I)V", VALUE, SET_CHARACTER_STREAM_LENGTH),
            Row.of("setAsciiStream(ILjava/io/InputStream;J)V", VALUE, SET_ASCII_STREAM_LENGTH),
            Row.of("setBinaryStream(ILjava/io/InputStream;J)V", VALUE, SET_BINARY_STREAM_LENGTH),
            Row.of("setCharacterStream(ILjava/io/Reader;J)V", VALUE, SET_CHARACTER_STREAM_LENGTH),
            Row.of("setNCharacterStream(ILjava/io/Reader;J)V", VALUE, SET_N_CHARACTER_STREAM_LENGTH),
            Row.of("setBlob(ILjava/io/InputStream;J)V", VALUE, SET_BLOB_STREAM_LENGTH),
            Row.of("setClob(ILjava/io/Reader;J)V", VALUE, SET_CLOB_READER_LENGTH),
            Row.of("setNClob(ILjava/io/Reader;J)V", VALUE, SET_N_CLOB_READER_LENGTH));

    private PreparedStatementTable() {}
}
