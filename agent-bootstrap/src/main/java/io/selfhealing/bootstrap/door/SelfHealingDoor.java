package io.selfhealing.bootstrap.door;

/** The one static entry of woven code. The constants name the overloads and acts that the handler tells apart. */
public final class SelfHealingDoor {
    public static final int FLAVOUR_PLAIN = 0;
    public static final int FLAVOUR_TYPE_CONCURRENCY = 1;
    public static final int FLAVOUR_TYPE_CONCURRENCY_HOLDABILITY = 2;
    public static final int FLAVOUR_KEYS_FLAG = 3;
    public static final int FLAVOUR_KEYS_INDEXES = 4;
    public static final int FLAVOUR_KEYS_NAMES = 5;

    public static final int EXECUTE = 0;
    public static final int EXECUTE_QUERY = 1;
    public static final int EXECUTE_UPDATE = 2;
    public static final int EXECUTE_LARGE_UPDATE = 3;
    public static final int EXECUTE_BATCH = 4;
    public static final int EXECUTE_LARGE_BATCH = 5;
    /** {@code Statement.addBatch(String)}. */
    public static final int ADD_BATCH = 6;

    public static final int CLEARED_PARAMETERS = 0;
    public static final int CLEARED_BATCH = 1;
    public static final int CLEARED_CLOSED = 2;

    public static final int RESULT_UPDATE_COUNT = 0;
    public static final int RESULT_LARGE_UPDATE_COUNT = 1;
    public static final int RESULT_GENERATED_KEYS = 2;
    public static final int RESULT_SET = 3;
    public static final int RESULT_MORE = 4;
    public static final int RESULT_MORE_KEEPING = 5;
    public static final int RESULT_WARNINGS = 6;

    public static final int CONNECTION_SCHEMA = 0;
    public static final int CONNECTION_CLOSED = 1;
    public static final int CONNECTION_COMMITTED = 2;
    public static final int CONNECTION_ROLLED_BACK = 3;

    // Setters with a primitive value.
    public static final int SET_BOOLEAN = 0;
    public static final int SET_BYTE = 1;
    public static final int SET_SHORT = 2;
    public static final int SET_INT = 3;
    public static final int SET_LONG = 4;
    public static final int SET_FLOAT = 5;
    public static final int SET_DOUBLE = 6;
    // Setters with (int, X).
    public static final int SET_BIG_DECIMAL = 7;
    public static final int SET_STRING = 8;
    public static final int SET_BYTES = 9;
    public static final int SET_DATE = 10;
    public static final int SET_TIME = 11;
    public static final int SET_TIMESTAMP = 12;
    public static final int SET_ASCII_STREAM = 13;
    public static final int SET_UNICODE_STREAM = 14;
    public static final int SET_BINARY_STREAM = 15;
    public static final int SET_OBJECT = 16;
    public static final int SET_CHARACTER_STREAM = 17;
    public static final int SET_REF = 18;
    public static final int SET_BLOB = 19;
    public static final int SET_CLOB = 20;
    public static final int SET_ARRAY = 21;
    public static final int SET_URL = 22;
    public static final int SET_ROW_ID = 23;
    public static final int SET_N_STRING = 24;
    public static final int SET_N_CHARACTER_STREAM = 25;
    public static final int SET_N_CLOB = 26;
    public static final int SET_SQL_XML = 27;
    public static final int SET_BLOB_STREAM = 28;
    public static final int SET_CLOB_READER = 29;
    public static final int SET_N_CLOB_READER = 30;
    // Setters with (int, X, Calendar): the calendar is `extra`.
    public static final int SET_DATE_CALENDAR = 31;
    public static final int SET_TIME_CALENDAR = 32;
    public static final int SET_TIMESTAMP_CALENDAR = 33;
    // Setters with a length (int or long: `a`; `b` is 1 where the overload takes a long).
    public static final int SET_ASCII_STREAM_LENGTH = 34;
    public static final int SET_UNICODE_STREAM_LENGTH = 35;
    public static final int SET_BINARY_STREAM_LENGTH = 36;
    public static final int SET_CHARACTER_STREAM_LENGTH = 37;
    public static final int SET_N_CHARACTER_STREAM_LENGTH = 38;
    public static final int SET_BLOB_STREAM_LENGTH = 39;
    public static final int SET_CLOB_READER_LENGTH = 40;
    public static final int SET_N_CLOB_READER_LENGTH = 41;
    // setObject with a type (`a`, or SQLType in `extra`) and a scale or length (`b`).
    public static final int SET_OBJECT_TYPE = 42;
    public static final int SET_OBJECT_TYPE_SCALE = 43;
    public static final int SET_OBJECT_SQL_TYPE = 44;
    public static final int SET_OBJECT_SQL_TYPE_SCALE = 45;
    // setNull: the type is `a`; the type's name is `extra`.
    public static final int SET_NULL = 46;
    public static final int SET_NULL_NAMED = 47;

    private SelfHealingDoor() {}
}
