package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What names a text has that may be schemas. */
class SchemaMentionsTest {
    @Test
    void wordsAreFoldedAndQuotedNamesAreNot() {
        assertThat(SchemaMentions.in("SET search_path TO Tenant_1, \"Tenant\"\"2\", public", Folding.LOWER))
                .containsExactly("tenant_1", "Tenant\"2", "public");
        assertThat(SchemaMentions.in("set schema Tenant", Folding.UPPER)).containsExactly("TENANT");
        assertThat(SchemaMentions.in("USE `a``b`", Folding.NONE)).containsExactly("a`b");
    }

    @Test
    void aLiteralMayBeAListOfThem() {
        assertThat(SchemaMentions.in("SELECT set_config('search_path', 'one, \"Two\"', false)", Folding.LOWER))
                .containsExactly("one", "Two");
        assertThat(SchemaMentions.in("SET SCHEMA 'It''s'", Folding.LOWER)).containsExactly("it", "s");
    }

    @Test
    void whatElseASessionSetsIsNoName() {
        assertThat(SchemaMentions.setsPath("SET search_path TO a")).isTrue();
        assertThat(SchemaMentions.setsPath("select set_config('search_path', 'a', true)"))
                .isTrue();
        assertThat(SchemaMentions.setsPath(" use a")).isTrue();
        assertThat(SchemaMentions.setsPath("ALTER SESSION SET CURRENT_SCHEMA = a"))
                .isTrue();
        assertThat(SchemaMentions.setsPath("select set_config('app.token', 's3cret', true)"))
                .isFalse();
        assertThat(SchemaMentions.setsPath("SET app.user_id = '42'")).isFalse();
    }

    @Test
    void theyAreBounded() {
        assertThat(SchemaMentions.in("SET search_path TO a1" + ", b".repeat(900) + ", c", Folding.LOWER))
                .containsExactly("a1", "b");
        StringBuilder many = new StringBuilder("SET search_path TO s");
        for (int i = 0; i < 100; i++) {
            many.append(", s").append(i);
        }
        assertThat(SchemaMentions.in(many.toString(), Folding.LOWER)).hasSize(16);
    }
}
