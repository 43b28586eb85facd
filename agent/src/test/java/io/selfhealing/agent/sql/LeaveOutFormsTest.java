package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaveOutFormsTest {
    private static @Nullable String without(String sql) {
        ParsedWrite write = Objects.requireNonNull(WriteParser.parse(sql, Sql.POSTGRES));
        Rewriter rewriter = new Rewriter(write, Sql.POSTGRES).idle("c");
        Rewritten rewritten = rewriter.canLeaveOut("x") ? rewriter.leaveOut("x").rewrite() : null;
        return rewritten == null ? null : rewritten.sql();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE m SET x = ? WHERE id = ?|UPDATE m SET c = c WHERE id = ?",
                "UPDATE \"m\" AS n SET \"x\" = ? FROM q WHERE n.id = 1|UPDATE \"m\" AS n SET \"c\" = n.\"c\" FROM q WHERE"
                        + " n.id = 1",
                "INSERT INTO m (id, x) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET x = excluded.x|INSERT INTO m (id)"
                        + " VALUES (?) ON CONFLICT (id) DO UPDATE SET c = m.c",
                "INSERT INTO m (id, x, a) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET a = 1, x = EXCLUDED.x|INSERT"
                        + " INTO m (id, a) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET a = 1",
                "INSERT INTO m (id, x, a) SELECT ?, ?, 1 WHERE NOT EXISTS (SELECT 1 FROM m o WHERE o.id = ?)|INSERT INTO m"
                        + " (id, a) SELECT ?, 1 WHERE NOT EXISTS (SELECT 1 FROM m o WHERE o.id = ?)"
            })
    void whatIsLeftIsWritten(String sql, String left) {
        assertThat(without(sql)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (id, x) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET x = ?",
                "INSERT INTO m (id, x) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET x = excluded.x, a = excluded.x",
                "INSERT INTO m (id, x) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET x = excluded.x WHERE m.x = 1",
                "INSERT INTO m (x) VALUES (?) ON CONFLICT (id) DO UPDATE SET x = excluded.x"
            })
    void whatDependsOnTheValueIsNot(String sql) {
        assertThat(without(sql)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?::bigint|true",
                "? :: INT8|true",
                "CAST(? AS uuid)|true",
                "'7'::bigint|true",
                "?::varchar(2)|false",
                "?::numeric::bigint|false",
                "upper(?)|false",
                "CAST(? AS bigint[])|false"
            })
    void castsThatSayNoMoreThanTheValueAreUndone(String value, boolean undone) {
        ParsedWrite write = Objects.requireNonNull(WriteParser.parse("UPDATE m SET a = " + value, Sql.POSTGRES));
        Value given = write.assignments().get(0).values().get(0);
        assertThat(Casts.undone(given, write.sql()) != given).isEqualTo(undone);
    }
}
