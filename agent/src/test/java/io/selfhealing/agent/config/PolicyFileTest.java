package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy file while the application runs. */
class PolicyFileTest {
    private static final String OFF = "{\"tables\": {\"orders\": {\"mode\": \"off\"}}}";

    @TempDir
    private Path directory;

    private Path file = Path.of("");
    private int writings;

    @BeforeEach
    void name() {
        file = directory.resolve("policy.json");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + ++writings)));
    }

    private PolicyFile open() {
        return PolicyFile.open(file, Files::newBufferedReader);
    }

    @Test
    void changeIsReadOnceItHasStoodForALook() throws IOException {
        write("{\"tables\": {}}");
        PolicyFile policy = open();
        assertThat(policy.rules().mode("shop", "orders")).isEqualTo(Mode.HEAL);
        assertThat(policy.look()).isFalse();

        write(OFF);
        assertThat(policy.look()).as("it may just be being written").isFalse();
        assertThat(policy.look()).isTrue();
        assertThat(policy.rules().mode("shop", "orders")).isEqualTo(Mode.OFF);
        assertThat(policy.state().mistakes()).isEmpty();
        assertThat(policy.look()).isFalse();
    }

    @Test
    void fileThatBreaksLeavesTheLastGoodOneInForce() throws IOException {
        write(OFF);
        PolicyFile policy = open();

        write("{\"tables\": {");
        policy.look();
        assertThat(policy.look()).isTrue();
        assertThat(policy.rules().mode("shop", "orders")).isEqualTo(Mode.OFF);
        assertThat(policy.state().broken()).isEqualTo(1);
        assertThat(policy.state().mistakes())
                .singleElement()
                .asString()
                .contains("selfhealing.policy=" + file + ", line 1");
        assertThat(policy.look()).as("it is said once").isFalse();

        Files.delete(file);
        policy.look();
        policy.look();
        assertThat(policy.rules().mode("shop", "orders")).isEqualTo(Mode.OFF);
        assertThat(policy.state().mistakes()).singleElement().asString().contains("cannot be read", "NoSuchFile");

        write("{\"tables\": {}}");
        policy.look();
        policy.look();
        assertThat(policy.rules()).isEqualTo(TableRules.NONE);
        assertThat(policy.state().mistakes()).isEmpty();
        assertThat(policy.state().broken()).isEqualTo(2);
    }

    @Test
    void brokenAtTheStartHasEveryTableOnlyObserved() throws IOException {
        write("{\"tables\": {\"orders\": {\"mode\": \"of\"}}}");
        Reading reading = SettingsReader.read("policy=" + file, new Properties(), Map.of(), Files::newBufferedReader);

        assertThat(reading.settings().bounds().mode("shop", "customers")).isEqualTo(Mode.OBSERVE);
        assertThat(reading.warnings())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("selfhealing.policy=" + file
                        + ", line 1, column 32: \"mode\": \"of\" is not one of \"heal\", \"observe\", \"off\"");
        assertThat(SettingsReader.read(
                                "policy=" + directory.resolve("none"),
                                new Properties(),
                                Map.of(),
                                Files::newBufferedReader)
                        .settings()
                        .bounds()
                        .mode("a", "b"))
                .isEqualTo(Mode.OBSERVE);
    }

    @Test
    void refinesTheKeys() throws IOException {
        write("""
                {"tables": {
                  "orders": {"critical": ["total"], "spool": "none", "defaults": {"REGION": "'eu'"}, "budget": "unlimited"},
                  "items": {"spool": "updates"}}}
                """);
        Settings settings = SettingsReader.read(
                        "policy=" + file + ",columns.critical=orders.tax,spool.tables=orders,heal.budget=5,"
                                + "defaults='orders.region=''us'',orders.kind=1'",
                        new Properties(),
                        Map.of(),
                        Files::newBufferedReader)
                .settings();

        assertThat(settings.criticalColumns("shop", "orders")).containsExactly("tax", "total");
        assertThat(settings.spool().keeps("shop", "orders")).isFalse();
        assertThat(settings.spool().keeps("shop", "items")).isTrue();
        assertThat(settings.spool().keepsUpdates("shop", "items")).isTrue();
        assertThat(settings.bounds().budget("shop", "orders")).isEqualTo(Bounds.UNLIMITED);
        assertThat(settings.bounds().budget("shop", "items")).isEqualTo(5);
    }
}
