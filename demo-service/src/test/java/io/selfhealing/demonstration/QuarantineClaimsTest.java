package io.selfhealing.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.demonstration.Write.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that was left out counts as kept only with its row's key, and only as the value it was. */
class QuarantineClaimsTest {
    private static final Act DROP = Act.all(Product.H2).get(1);
    private static final Scene SCENE =
            new Scene(0, DROP, Layout.original(), DROP.effect().apply(Layout.original()));
    private static final Write WRITE = new Write(Kind.ORDER, 2, 0, Moment.AFTER, Instant.EPOCH, true, "201");
    private static final String TAKEN = """
            {"ticket":"a-1","state":"taken","time":"2026-01-01T00:00:00Z","values":[{"database":"shop",\
            "table":"PUBLIC.ORDERS","column":"COUPON","value":{"type":"string","value":"COUPON-w000002"},\
            "statement":"INSERT","key":null}]}
            """;

    @TempDir
    private Path home;

    @Test
    void aValueWithItsRowsKeyIsKept() throws IOException {
        assertThat(claims(TAKEN + landed(17))).isEmpty();
    }

    @Test
    void aValueThatIsNowhereIsMissed() throws IOException {
        assertThat(claims("")).singleElement().asString().contains("neither in its table nor in quarantine");
    }

    @Test
    void aValueWithoutAKeyIsNotKept() throws IOException {
        assertThat(claims(TAKEN)).singleElement().asString().contains("without its row's key");
    }

    @Test
    void aValueWithAnotherRowsKeyIsNotKept() throws IOException {
        assertThat(claims(TAKEN + landed(18))).singleElement().asString().contains("without its row's key");
    }

    @Test
    void anotherValueIsNotTheValue() throws IOException {
        assertThat(claims(TAKEN.replace("COUPON-w", "coupon-w") + landed(17)))
                .singleElement()
                .asString()
                .contains("another coupon");
    }

    @Test
    void aWithdrawnValueIsNotKept() throws IOException {
        assertThat(claims(TAKEN + "{\"ticket\":\"a-1\",\"state\":\"void\"}\n"))
                .singleElement()
                .asString()
                .contains("neither in its table nor in quarantine");
    }

    @Test
    void eventsThatShareALineAreAllCounted() throws IOException {
        Files.writeString(home.resolve("events.1.jsonl"), "{\"kind\":\"healed\"}\n");
        Files.writeString(
                home.resolve("events.jsonl"),
                "{\"kind\":\"healed\",\"count\":7}\n{\"kind\":\"left_out\"}\n{\"kind\":\"hea");

        assertThat(new AgentFiles(home).eventCounts()).isEqualTo(Map.of("healed", 8, "left_out", 1));
    }

    private static String landed(int id) {
        return "{\"ticket\":\"a-1\",\"state\":\"landed\",\"keys\":[{\"ID\":{\"type\":\"long\",\"value\":\"" + id
                + "\"}}]}\n";
    }

    private List<String> claims(String journal) throws IOException {
        Files.writeString(home.resolve("quarantine.jsonl"), journal);
        Row row = new Row(Kind.ORDER, Map.of("id", "17", "customer", "customer-w000002"));
        Finding finding = new Finding(WRITE, List.of(row), Set.of(), List.of());
        List<Scene> scenes = List.of(SCENE);
        return Claims.ofTheAgent(
                scenes,
                List.of(finding),
                List.of(),
                new Places(scenes, new AgentFiles(home).quarantine()),
                Map.of("left_out", 1));
    }
}
