package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void aTableWithoutSchemaIsMeantInEverySchema() {
        Settings settings = with("tables.include", "orders, app.*");
        assertThat(settings.heals("public", "ORDERS")).isTrue();
        assertThat(settings.heals(null, "orders")).isTrue();
        assertThat(settings.heals("APP", "anything")).isTrue();
        assertThat(settings.heals("public", "anything")).isFalse();
    }

    @Test
    void exclusionBeatsInclusion() {
        Settings settings = with("tables.include", "public.*", "tables.exclude", "*.audit_?");
        assertThat(settings.heals("public", "orders")).isTrue();
        assertThat(settings.heals("public", "audit_1")).isFalse();
        assertThat(settings.heals("public", "audit_10")).isTrue();
    }

    @Test
    void whereTheSchemaIsNotKnownCautionDecides() {
        assertThat(with("tables.include", "public.orders").heals(null, "orders"))
                .isFalse();
        assertThat(with("tables.exclude", "public.orders").heals(null, "orders"))
                .isFalse();
        assertThat(with("columns.critical", "public.orders.total").criticalColumns(null, "orders"))
                .containsExactly("total");
        assertThat(with("aliases", "public.orders.total=sum").aliases(null, "orders"))
                .isEmpty();
    }

    @Test
    void criticalColumnsAreThoseOfTheTable() {
        Settings settings = with("columns.critical", "orders.*_id, *.tenant, app.orders.tenant, other.x");
        assertThat(settings.criticalColumns("app", "Orders")).containsExactly("*_id", "tenant");
        assertThat(settings.criticalColumns("app", "customers")).containsExactly("tenant");
    }

    @Test
    void aliasesAreThoseOfTheTable() {
        Settings settings = with("aliases", "messages.sender=role, public.messages.content = body, other.x=y");
        assertThat(settings.aliases("public", "messages")).isEqualTo(Map.of("sender", "role", "content", "body"));
        assertThat(settings.aliases("app", "MESSAGES")).isEqualTo(Map.of("sender", "role"));
    }

    @Test
    void contradictingAliasesAreNone() {
        assertThat(with("aliases", "m.a=b, m.A=c").aliases()).isEmpty();
        assertThat(with("aliases", "m.a=b, public.m.A=c, m.x=y").aliases("public", "m"))
                .isEqualTo(Map.of("x", "y"));
    }

    private static Settings with(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty("selfhealing." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsReader.read("", properties, Map.of(), path -> {
                    throw new AssertionError("no file is named");
                })
                .settings();
    }
}
