package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.selfhealing.agent.sql.codec.UnkeepableException;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final RecordId id = new RecordId(UUID.randomUUID(), 7);

    @Test
    void everyTypeComesBackAsItWas() throws Exception {
        Transaction transaction = new Transaction(
                "postgresql://db/app",
                "v7",
                List.of(
                        new Write(
                                "public.orders",
                                "INSERT INTO orders VALUES (?, ?, ?)",
                                List.of(
                                        Parameter.of(new BigDecimal("12.30")),
                                        Parameter.of(LocalDateTime.parse("2026-03-01T12:00:00.123456789")),
                                        Parameter.of(OffsetDateTime.parse("2026-03-01T12:00:00.000000001+05:30")),
                                        Parameter.of(ZonedDateTime.parse("2026-03-29T02:30:00+02:00[Europe/Berlin]")),
                                        Parameter.of(UUID.fromString("00000000-0000-0001-0000-000000000002")),
                                        Parameter.of(null, Types.NUMERIC),
                                        new Parameter("{\"a\":[1,\"ü\"]}", Types.OTHER, "jsonb"),
                                        Parameter.of(null)),
                                Map.of("id", 7L)),
                        new Write("lines", "DELETE FROM lines", List.of(), null),
                        new Write(
                                "s\"x.t",
                                "DELETE FROM t WHERE a = 1",
                                List.of(),
                                null,
                                new Meaning(
                                        "s\"x",
                                        "t",
                                        "16384",
                                        "c0ffee",
                                        Map.of(
                                                "a", new Meaning.Column("16384.2", "character varying(20)"),
                                                "ü", new Meaning.Column(null, "integer"))))));
        SpoolRecord read = RecordJson.readRecord(id, RecordJson.record(NOW, transaction));
        assertThat(read).isEqualTo(new SpoolRecord(id, NOW, transaction));
    }

    @Test
    void bytesAndArraysComeBackAsTheyWere() throws Exception {
        Transaction transaction = new Transaction(
                "d",
                "v",
                List.of(new Write(
                        "t",
                        "INSERT INTO t VALUES (?, ?)",
                        List.of(
                                Parameter.of(new byte[] {0, -1, 127}),
                                new Parameter(new String[] {"a", null, "b"}, Types.ARRAY, "text")),
                        null)));
        List<Parameter> read = RecordJson.readRecord(id, RecordJson.record(NOW, transaction))
                .transaction()
                .writes()
                .get(0)
                .parameters();
        assertThat(read.get(0).value()).isEqualTo(new byte[] {0, -1, 127});
        assertThat(read.get(1).value()).isEqualTo(new String[] {"a", null, "b"});
        assertThat(read.get(1).typeName()).isEqualTo("text");
        assertThat(read.get(1).sqlType()).isEqualTo(Types.ARRAY);
    }

    @Test
    void whatWouldNotComeBackIsRefused() {
        Transaction transaction = new Transaction(
                "d",
                "v",
                List.of(new Write(
                        "t",
                        "INSERT INTO t VALUES (?)",
                        List.of(Parameter.of(new ByteArrayInputStream(new byte[1]))),
                        null)));
        assertThatExceptionOfType(UnkeepableException.class)
                .isThrownBy(() -> RecordJson.record(NOW, transaction))
                .withMessageContaining("ByteArrayInputStream");
    }

    /** As they were before records said what their names meant. */
    @Test
    void aRecordThatDoesNotSayWhatItMeantIsReadAsOne() throws Exception {
        String body =
                "{\"time\":\"2026-03-01T12:00:00Z\",\"database\":\"d\",\"schema\":\"0123\",\"writes\":[{\"table\":\"public.t\","
                        + "\"statement\":\"insert into t (id) values (1)\",\"parameters\":[],\"key\":{\"id\":{\"type\":\"long\","
                        + "\"value\":\"1\"}}}]}";
        Write read = RecordJson.readRecord(id, body.getBytes(StandardCharsets.US_ASCII))
                .transaction()
                .writes()
                .get(0);
        assertThat(read)
                .isEqualTo(new Write("public.t", "insert into t (id) values (1)", List.of(), Map.of("id", 1L), null));
    }

    @Test
    void aMeaningThatIsCutOffIsNotTakenForNone() {
        String body =
                "{\"time\":\"2026-03-01T12:00:00Z\",\"database\":\"d\",\"schema\":\"0123\",\"writes\":[{\"table\":\"public.t\","
                        + "\"statement\":\"insert into t (id) values (1)\",\"parameters\":[],\"meant\":{\"schema\":\"public\"}}]}";
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RecordJson.readRecord(id, body.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aBodyHasNoByteWithWhichAFrameBegins() throws Exception {
        byte[] body = RecordJson.record(
                NOW, new Transaction("d\u00f5", "\u00f5", List.of(new Write("t\u00f5", "\u00f5", List.of(), null))));
        for (byte b : body) {
            assertThat(b).isBetween((byte) 0x20, (byte) 0x7e);
        }
    }
}
