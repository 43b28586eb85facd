package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy file may say, and what is told of its mistakes. */
class PolicyTextTest {
    private static TableRules rules(String json) {
        PolicyText.Read read = PolicyText.of(json);
        assertThat(read.mistakes()).isEmpty();
        return read.rules();
    }

    private static List<String> mistakes(String json) {
        PolicyText.Read read = PolicyText.of(json);
        assertThat(read.rules()).isEqualTo(TableRules.NONE);
        return read.mistakes().stream().map(Mistake::toString).toList();
    }

    @Test
    void everyFieldIsRead() {
        TableRules rules = rules("""
                {"about": "agreed with billing",
                 "tables": {
                   "billing.*": {"mode": "observe", "critical": ["amount", "*_id"], "about": "money"},
                   "audit_log, events": {"spool": true, "defaults": {"region": "'eu'", "level": 3},
                     "aliases": {"kind": "type"}, "expire": "14d", "budget": 1000},
                   "events": {"spool": "updates", "expire": "never", "budget": "unlimited", "critical": true}}}
                """);

        assertThat(rules.mode("billing", "orders")).isEqualTo(Mode.OBSERVE);
        assertThat(rules.mode("shop", "orders")).isEqualTo(Mode.HEAL);
        assertThat(rules.critical("billing", "orders")).containsExactly("amount", "*_id");
        assertThat(rules.spool("app", "audit_log")).isEqualTo(Keeping.INSERTS);
        assertThat(rules.spool("app", "orders")).isNull();
        assertThat(rules.defaults("app", "audit_log")).isEqualTo(Map.of("region", "'eu'", "level", "3"));
        assertThat(rules.aliases("app", "audit_log")).isEqualTo(Map.of("kind", "type"));
        assertThat(rules.aliases("app", "orders")).isEmpty();
        assertThat(rules.expire("app", "events")).isEqualTo(Duration.ofDays(14));
        assertThat(rules.budget("app", "audit_log")).isEqualTo(1_000);
        assertThat(rules.budget("app", "orders")).isNull();
    }

    @Test
    void firstRuleThatSaysSomethingDecidesAndCriticalColumnsAddUp() {
        TableRules rules = rules("""
                {"tables": {
                   "orders": {"mode": "heal", "critical": ["total"]},
                   "shop.*": {"mode": "off", "critical": ["tax"], "budget": 5}}}
                """);

        assertThat(rules.mode("shop", "orders")).isEqualTo(Mode.HEAL);
        assertThat(rules.mode("shop", "customers")).isEqualTo(Mode.OFF);
        assertThat(rules.critical("shop", "orders")).containsExactly("total", "tax");
        assertThat(rules.budget("shop", "orders")).isEqualTo(5);
    }

    @Test
    void tableOfUnknownSchemaIsTreatedWithCaution() {
        TableRules rules = rules("""
                {"tables": {"shop.orders": {"mode": "off", "critical": ["total"], "spool": true, "budget": 7}}}
                """);

        assertThat(rules.mode(null, "orders")).isEqualTo(Mode.OFF);
        assertThat(rules.critical(null, "orders")).containsExactly("total");
        assertThat(rules.spool(null, "orders")).isNull();
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThat(mistakes("""
                {
                  "tables": {
                    "a.b.c": {},
                    "orders": {"mode": "on", "crtical": [], "critical": [1],
                      "spool": "all", "defaults": {"x": "now()"}, "expire": "2w", "budget": -1},
                    "items": []
                  },
                  "table": {}
                }
                """))
                .containsExactly(
                        "line 3, column 5: 'a.b.c' is neither table nor schema.table",
                        "line 4, column 24: \"mode\": \"on\" is not one of \"heal\", \"observe\", \"off\"",
                        "line 4, column 30: no such field: \"crtical\"; there are [mode, critical, spool, defaults,"
                                + " aliases, expire, budget, about]",
                        "line 4, column 57: \"critical\": expected a list of columns, and not 1",
                        "line 5, column 16: \"spool\": \"all\" is not one of \"none\", \"inserts\", \"updates\"",
                        "line 5, column 35: \"defaults\": \"now()\" is no literal, CURRENT_TIMESTAMP or CURRENT_DATE",
                        "line 5, column 61: \"expire\": not a duration such as 500ms, 1s, 5m or 1h",
                        "line 5, column 77: \"budget\": expected a number of heals an hour, or \"unlimited\", and not -1",
                        "line 6, column 14: expected an object with [mode, critical, spool, defaults, aliases, expire,"
                                + " budget, about]",
                        "line 8, column 3: \"table\" is not \"tables\" or \"about\"");
    }

    @Test
    void whatIsNoJsonIsAMistakeAtItsPlace() {
        assertThat(mistakes("{\"tables\": {\"orders\": {\"mode\": heal}}}"))
                .singleElement()
                .asString()
                .startsWith("line 1, column 3");
        assertThat(mistakes("")).containsExactly("line 1, column 1: expected an object with \"tables\"");
        assertThat(mistakes("{\"tables\": {}} {}")).hasSize(1);
        assertThat(mistakes("{\"tables\": {\"a\": {\"mode\": \"off\"}, \"a\": {}}}"))
                .singleElement()
                .asString()
                .contains("Duplicate field 'a'");
    }

    @Test
    void tenantIsNeverFilled() {
        assertThat(mistakes("{\"tables\": {\"a\": {\"defaults\": {\"tenant_id\": 1}}}}"))
                .singleElement()
                .asString()
                .contains("names a tenant, which is never filled");
    }
}
