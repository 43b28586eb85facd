package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncate messages",
                "TRUNCATE TABLE messages",
                "drop table messages",
                "with d as (delete from messages returning id) select * from d",
                "select 1; delete from messages",
                "delete from messages where id = 1; insert into messages (id) values (1)",
                "merge into messages m using s on m.id = s.id when matched then delete",
                "do $$ begin delete from messages; end $$"
            })
    void mayTakeRowsAway(String sql) {
        assertThat(Sweep.of(sql, Product.POSTGRESQL, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from messages where act = 'delete'",
                "with d as (select 'delete' x) select * from d, messages",
                "select deleted from messages for update",
                "alter table answers add foreign key (m) references messages (id) on delete cascade",
                "create trigger t before delete on messages execute function f()",
                "grant delete on messages to somebody",
                "insert into messages (id, note) values (1, 'truncate it')",
                "insert into messages (id) values (1) on conflict (id) do update set note = 'x'",
                "update messages set note = replace(note, 'a', 'b') where id = 1"
            })
    void takesNoneAway(String sql) {
        assertThat(Sweep.of(sql, Product.POSTGRESQL, false)).isFalse();
    }

    @Test
    void aDeleteThatIsFollowedRowByRowIsNone() {
        assertThat(Sweep.of("delete from messages where id = 1", Product.POSTGRESQL, true))
                .isFalse();
        assertThat(Sweep.of("delete from messages where id = 1", Product.POSTGRESQL, false))
                .isTrue();
    }

    @Test
    void aTableIsNamedByItsWholeNameInAnyCase() {
        assertThat(Sweep.names("TRUNCATE \"Messages\"", "messages")).isTrue();
        assertThat(Sweep.names("truncate public.messages", "messages")).isTrue();
        assertThat(Sweep.names("truncate old_messages, messages2", "messages")).isFalse();
    }
}
