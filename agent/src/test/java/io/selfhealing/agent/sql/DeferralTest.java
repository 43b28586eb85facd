package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeferralTest {
    private static Deferral of(String sql) {
        return Deferral.of(sql, Product.POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t (a, b) values (?, 'x')",
                "INSERT INTO s.t (a) VALUES (1), (-2), (NULL), (DEFAULT)",
                "insert into t (a) values (?::jsonb), (cast(? as numeric(10, 2)));",
                "insert into t (a) values (upper(trim(?)) || 'x'), (coalesce(?, 0) + 1)",
                "insert into t (a) values (case when ? is null then 1 else 2 end)",
                "insert into t (a) values (timestamp '2026-01-01 00:00:00')",
                "/* why */ insert into \"T\" (\"a\") values (?) -- so",
                "update t set a = ? where id = ?",
                "delete from t where id = 7"
            })
    void meansTheSameLater(String sql) {
        assertThat(of(sql)).isEqualTo(new Deferral(null, java.util.List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    insert into t values (1)                                   | does not name the columns
                    insert into t (a) select 1                                 | VALUES alone
                    insert into t (a) values ((select 1))                      | reads other rows
                    insert into t (a) values (1) on conflict do nothing        | how many rows
                    insert into t (a) values (1) returning a                   | returns
                    insert into t (a) values (random())                        | the function random
                    insert into t (a) values (nextval('s'))                    | the function nextval
                    insert into t (a) values (app.f(1))                        | not known
                    insert into t (a) values (current_user)                    | current_user
                    insert into t (a) values (current_date)                    | depends on when
                    insert into t (a) values (clock_timestamp())               | depends on when
                    insert into t (a) values ('now')                           | depends on when
                    insert into t (a) values ('orders'::regclass)              | not known
                    with x as (select 1) insert into t (a) values (1)          | more than to insert
                    update t set a = a + 1 where id = 1                        | not known that a
                    update t set a = 1                                         | by its key
                    update t set a = u.b from u where t.id = u.id              | by its key
                    merge into t using u on t.id = u.id when matched then delete | how many rows
                    select 1                                                   | not one write
                    insert into t (a) values (1); delete from t                | not one write
                    """)
    void mayMeanSomethingElse(String sql, String reason) {
        assertThat(of(sql).objection()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert ignore into t (a) values (1)",
                "insert into t (a) values (1) on duplicate key update a = 2",
                "replace into t (a) values (1)",
                "insert into t set a = 1",
                "insert into t (a) values (@x)"
            })
    void whatOnlyMySqlHasIsNotTakenForAPlainInsert(String sql) {
        assertThat(Deferral.of(sql, Product.MYSQL).objection()).isNotNull();
    }

    @Test
    void momentIsReplacedWhereverItStands() {
        Deferral deferral = of("insert into t (a, b, c) values (now(), ?, coalesce(CURRENT_TIMESTAMP, ?))");

        assertThat(deferral.objection()).isNull();
        assertThat(deferral.at(
                        "insert into t (a, b, c) values (now(), ?, coalesce(CURRENT_TIMESTAMP, ?))", "TIMESTAMPTZ 'x'"))
                .isEqualTo("insert into t (a, b, c) values (TIMESTAMPTZ 'x', ?, coalesce(TIMESTAMPTZ 'x', ?))");
    }

    @Test
    void textThatMeansAMomentIsKnownInAnyCase() {
        assertThat(Deferral.meansMoment(" Tomorrow ")).isTrue();
        assertThat(Deferral.meansMoment("2026-01-01")).isFalse();
    }
}
