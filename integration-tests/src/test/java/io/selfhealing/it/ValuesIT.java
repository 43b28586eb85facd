package io.selfhealing.it;

import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import app.SentBytes;
import app.SentText;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** Every setter, so that what it binds lands byte for byte, whoever else looks on. */
class ValuesIT {
    private static final byte[] BYTES = bytes(20_000);
    private static final String TEXT = "Grüße, \u2603 \ud83d\ude80 'quoted' ".repeat(500);
    private static final String ASCII = "plain ASCII ".repeat(100);
    private static final List<String> COLUMNS = List.of("binaries", "words", "document", "numbers", "amount", "moment");

    /** Binds one value, as one overload does. */
    private interface Binding {
        void to(Connection connection, PreparedStatement statement, int index) throws SQLException;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private static InputStream stream(byte[] bytes) {
        return new SentBytes(bytes);
    }

    private static InputStream ascii() {
        return new SentBytes(ASCII.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** By name, which begins with its column. */
    private static Map<String, Binding> bindings() {
        Map<String, Binding> all = new LinkedHashMap<>();
        binaries(all);
        words(all);
        others(all);
        return all;
    }

    private static void binaries(Map<String, Binding> all) {
        all.put("binaries setBytes", (c, s, i) -> s.setBytes(i, BYTES));
        all.put("binaries stream", (c, s, i) -> s.setBinaryStream(i, stream(BYTES)));
        all.put("binaries stream int", (c, s, i) -> s.setBinaryStream(i, stream(BYTES), 15_000));
        all.put("binaries stream long", (c, s, i) -> s.setBinaryStream(i, stream(BYTES), 15_000L));
        all.put("binaries empty stream", (c, s, i) -> s.setBinaryStream(i, stream(new byte[0])));
        all.put("binaries null stream", (c, s, i) -> s.setBinaryStream(i, null));
        all.put("binaries blob", (c, s, i) -> {
            Blob blob = c.createBlob();
            blob.setBytes(1, BYTES);
            s.setBlob(i, blob);
        });
        all.put("binaries blob stream", (c, s, i) -> s.setBlob(i, stream(BYTES)));
        all.put("binaries blob stream long", (c, s, i) -> s.setBlob(i, stream(BYTES), 15_000));
        all.put("binaries object", (c, s, i) -> s.setObject(i, BYTES));
        all.put("binaries object type", (c, s, i) -> s.setObject(i, BYTES, Types.VARBINARY));
        all.put("binaries object SQLType", (c, s, i) -> s.setObject(i, BYTES, JDBCType.VARBINARY));
        all.put("binaries object stream", (c, s, i) -> s.setObject(i, stream(BYTES), Types.BINARY, 15_000));
        all.put("binaries null", (c, s, i) -> s.setNull(i, Types.BINARY));
        all.put("binaries null named", (c, s, i) -> s.setNull(i, Types.BINARY, "bytea"));
        all.put("binaries row id", (c, s, i) -> s.setRowId(i, null));
        all.put("binaries ref", (c, s, i) -> s.setRef(i, null));
    }

    private static void words(Map<String, Binding> all) {
        all.put("words setString", (c, s, i) -> s.setString(i, TEXT));
        all.put("words setNString", (c, s, i) -> s.setNString(i, TEXT));
        all.put("words reader", (c, s, i) -> s.setCharacterStream(i, new SentText(TEXT)));
        all.put("words reader int", (c, s, i) -> s.setCharacterStream(i, new SentText(TEXT), 3_000));
        all.put("words reader long", (c, s, i) -> s.setCharacterStream(i, new SentText(TEXT), 3_000L));
        all.put("words empty reader", (c, s, i) -> s.setCharacterStream(i, new SentText("")));
        all.put("words null reader", (c, s, i) -> s.setCharacterStream(i, null));
        all.put("words N reader", (c, s, i) -> s.setNCharacterStream(i, new SentText(TEXT)));
        all.put("words N reader long", (c, s, i) -> s.setNCharacterStream(i, new SentText(TEXT), 3_000));
        all.put("words ASCII", (c, s, i) -> s.setAsciiStream(i, ascii()));
        all.put("words ASCII int", (c, s, i) -> s.setAsciiStream(i, ascii(), 900));
        all.put("words ASCII long", (c, s, i) -> s.setAsciiStream(i, ascii(), 900L));
        all.put("words clob", (c, s, i) -> {
            Clob clob = c.createClob();
            clob.setString(1, TEXT);
            s.setClob(i, clob);
        });
        all.put("words clob reader", (c, s, i) -> s.setClob(i, new SentText(TEXT)));
        all.put("words clob reader long", (c, s, i) -> s.setClob(i, new SentText(TEXT), 3_000));
        all.put("words nclob", (c, s, i) -> {
            NClob clob = c.createNClob();
            clob.setString(1, TEXT);
            s.setNClob(i, clob);
        });
        all.put("words nclob reader", (c, s, i) -> s.setNClob(i, new SentText(TEXT)));
        all.put("words nclob reader long", (c, s, i) -> s.setNClob(i, new SentText(TEXT), 3_000));
        all.put("words object", (c, s, i) -> s.setObject(i, TEXT));
        all.put("words object type", (c, s, i) -> s.setObject(i, TEXT, Types.LONGVARCHAR));
        all.put("words object SQLType", (c, s, i) -> s.setObject(i, TEXT, JDBCType.VARCHAR, 3));
        all.put("words object reader", (c, s, i) -> s.setObject(i, new SentText(TEXT), Types.CLOB));
        all.put("words null", (c, s, i) -> s.setNull(i, Types.VARCHAR));
    }

    private static void others(Map<String, Binding> all) {
        all.put("document xml", (c, s, i) -> {
            SQLXML xml = c.createSQLXML();
            xml.setString("<a b='c'>\u00e4</a>");
            s.setSQLXML(i, xml);
        });
        all.put("document null xml", (c, s, i) -> s.setNull(i, Types.SQLXML));
        all.put("numbers array", (c, s, i) -> {
            Array array = c.createArrayOf("integer", new Integer[] {3, null, 5});
            s.setArray(i, array);
        });
        all.put("numbers array object", (c, s, i) -> {
            Array array = c.createArrayOf("integer", new Integer[] {7});
            s.setObject(i, array, Types.ARRAY);
        });
        all.put("numbers null", (c, s, i) -> s.setNull(i, Types.ARRAY));
        all.put("amount decimal", (c, s, i) -> s.setBigDecimal(i, new BigDecimal("12.345678")));
        all.put("amount scale", (c, s, i) -> s.setObject(i, new BigDecimal("12.345678"), Types.NUMERIC, 2));
        all.put("amount text", (c, s, i) -> s.setObject(i, "12.345678", Types.DECIMAL, 3));
        all.put("amount SQLType", (c, s, i) -> s.setObject(i, 12.345678, JDBCType.NUMERIC, 1));
        all.put("amount int", (c, s, i) -> s.setInt(i, 12));
        all.put("amount float", (c, s, i) -> s.setFloat(i, 1.25f));
        all.put("moment timestamp", (c, s, i) -> s.setTimestamp(i, new Timestamp(1_600_000_000_123L)));
        all.put("moment calendar", (c, s, i) -> s.setTimestamp(i, new Timestamp(1_600_000_000_123L), tokyo()));
        all.put("moment date", (c, s, i) -> s.setDate(i, new Date(1_600_000_000_000L), tokyo()));
        all.put("moment time", (c, s, i) -> s.setTime(i, new Time(1_000_000L), tokyo()));
        all.put("moment object", (c, s, i) -> s.setObject(i, java.time.LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6_000)));
        all.put(
                "moment object type",
                (c, s, i) -> s.setObject(i, java.time.LocalDateTime.of(2020, 1, 2, 3, 4), JDBCType.TIMESTAMP));
    }

    private static Calendar tokyo() {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTimeInMillis(0); // it stands in the transcript
        return calendar;
    }

    private static String table(Bench bench) {
        boolean postgres = bench.engine() == Engine.POSTGRESQL;
        return "create table things (id bigint primary key, label varchar(100), extra varchar(10), binaries "
                + (postgres ? "bytea" : "varbinary(100000)") + ", words " + (postgres ? "text" : "clob")
                + ", document " + (postgres ? "xml" : "varchar(1000)")
                + ", numbers integer array, amount numeric(12, 4), moment timestamp, priority integer)";
    }

    private static String insert(String binding) {
        return "insert into things (id, label, " + binding.split(" ", 2)[0] + ") values (?, 'label', ?)";
    }

    /** One row for each binding. */
    private static void rows(Connection connection, long first) {
        long id = first;
        for (Map.Entry<String, Binding> each : bindings().entrySet()) {
            long row = id++;
            attempt(() -> {
                try (PreparedStatement statement = connection.prepareStatement(insert(each.getKey()))) {
                    statement.setLong(1, row);
                    each.getValue().to(connection, statement, 2);
                    statement.executeUpdate();
                }
            });
        }
    }

    /** The same in batches, one for each column. */
    private static void batches(Connection connection, long first) {
        for (String column : COLUMNS) {
            long id = first;
            attempt(() -> connection.clearWarnings());
            try (PreparedStatement statement = connection.prepareStatement(insert(column))) {
                for (Map.Entry<String, Binding> each : bindings().entrySet()) {
                    long row = id++;
                    if (each.getKey().startsWith(column)) {
                        attempt(() -> {
                            statement.clearParameters();
                            statement.setLong(1, row);
                            each.getValue().to(connection, statement, 2);
                            statement.addBatch();
                        });
                    }
                }
                attempt(statement::executeBatch);
            } catch (SQLException noted) {
                // The transcript has it.
            }
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from things order by id");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                found.getLong("id");
                found.getBytes("binaries");
                for (String column : COLUMNS.subList(1, COLUMNS.size())) {
                    found.getString(column);
                }
            }
        }
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    @Untouched
    void everyValueLandsAsEver(Bench bench) throws Exception {
        bench.ddl(table(bench));

        List<String> transcript = bench.assertUntouched(connection -> {
            rows(connection, 100);
            batches(connection, 200);
            read(connection);
        });

        assertThat(bench.rows("select count(*) from things").get(0)).satisfies(ValuesIT::isMost);
        assertThat(transcript).anyMatch(line -> line.contains("createSQLXML"));
    }

    private static void isMost(String count) {
        assertThat(Integer.parseInt(count)).isGreaterThan(bindings().size());
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void everyValueLandsInAHealedWriteAsInAHealthyOne(Bench bench) throws Exception {
        bench.ddl(table(bench));
        Connection connection = bench.application().connect();
        rows(connection, 100);
        batches(connection, 300);
        bench.awaitSnapshot("things");
        bench.rename("things", "label", "etikett");
        Bench.awaitNotice();

        rows(connection, 200);
        batches(connection, 400);

        assertSame(bench, 100, 200);
        assertSame(bench, 300, 400);
        assertThat(bench.rows("select count(*) from things where etikett <> 'label'"))
                .containsExactly("0");
        assertThat(bench.events("healed")).hasSizeGreaterThan(25);
    }

    /** The values have to be read to be bound in another place. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void everyValueLandsBesideOneThatIsLeftOut(Bench bench) throws Exception {
        bench.ddl(table(bench));
        Connection connection = bench.application().connect();
        leavingOut(connection, 100);
        bench.awaitSnapshot("things");
        bench.ddl("alter table things drop column extra");
        Bench.awaitNotice();

        leavingOut(connection, 200);

        assertSame(bench, 100, 200);
        assertThat(bench.events("left_out")).hasSizeGreaterThan(25);
    }

    private static void leavingOut(Connection connection, long first) {
        long id = first;
        for (Map.Entry<String, Binding> each : bindings().entrySet()) {
            long row = id++;
            attempt(() -> {
                String column = each.getKey().split(" ", 2)[0];
                try (PreparedStatement statement = connection.prepareStatement(
                        "insert into things (extra, " + column + ", id) values (?, ?, ?)")) {
                    each.getValue().to(connection, statement, 2);
                    statement.setString(1, "extra");
                    statement.setLong(3, row);
                    statement.executeUpdate();
                }
            });
        }
    }

    private static void assertSame(Bench bench, long healthy, long healed) throws SQLException {
        String columns = "binaries, words, document, numbers, amount, moment";
        assertThat(bench.rows("select id - " + healed + ", " + columns + " from things where id between " + healed
                        + " and " + (healed + 99) + " order by id"))
                .isEqualTo(bench.rows("select id - " + healthy + ", " + columns + " from things where id between "
                        + healthy + " and " + (healthy + 99) + " order by id"))
                .hasSizeGreaterThan(25);
    }
}
