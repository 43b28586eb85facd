package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

/** Forms in which a name seems to be one column and is another: what is not certain stays the application's own text. */
class HostileFormsIT {
    private static final String ROWS = "select id, zorp, content from $t order by id";
    private static final String FIRST = "1|from-1|text-1";
    private static final String SECOND = "2|from-2|text-2";
    private static final String THIRD = "3|from-3|text-3";

    /** One that has the new name, one that has the old one, and one that has both. */
    private static Forms forms(Bench bench) throws Exception {
        return new Forms(bench)
                .beside(
                        "takers",
                        "id bigint primary key, member varchar(40), zorp varchar(40)",
                        "insert into takers (id, member, zorp) values (1, 'from-2', 'from-1')")
                .beside(
                        "peers",
                        "id bigint primary key, sender varchar(40), town varchar(40)",
                        "insert into peers (id, sender, town) values (1, 'from-3', 'rome-3')")
                .beside(
                        "people",
                        "id bigint primary key, member varchar(40)",
                        "insert into people (id, member) values (1, 'from-2')");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void namesThatAnotherTableWouldCatch(Bench bench) throws Exception {
        String state = bench.engine() == Engine.POSTGRESQL ? "42703" : "42S22";
        Forms forms = forms(bench);
        bench.ddl("create view folk as select member from people");
        forms.refuses(
                        "update $t set content = 'now' where exists (select 1 from takers k where k.member = sender)",
                        List.of(),
                        state)
                .heals(
                        "update $t set content = 'now' where exists (select 1 from takers k where k.member = $t.sender)",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD)
                .refuses(
                        "update $t set content = 'now' where exists (select 1 from folk f where f.member = sender)",
                        List.of(),
                        state)
                .refuses(
                        "update $t set content = 'now' where exists (select 1 from people join takers using (id)"
                                + " where people.member = sender)",
                        List.of(),
                        state)
                .refuses(
                        "update $t set content = 'now' where id in (select d.id from (select id, sender from $t) d"
                                + " where d.sender = 'from-2')",
                        List.of(),
                        state)
                .heals(
                        "insert into $t (id, sender) select id + 20, sender from peers where town = 'rome-3'",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "21|from-3|null")
                .heals(
                        "update $t set content = 'now' where exists (select 1 from people p where p.member = sender and"
                                + " not exists (select 1 from peers q where q.sender = p.member and q.town = $t.town))",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD)
                .refuses(
                        "insert into $t (id, content) select id + 10, content as sender from $t where sender = 'from-2'"
                                + " order by sender",
                        List.of(),
                        state);
        forms.runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void namesBehindWithAndInJoins(Bench bench) throws Exception {
        Forms forms = forms(bench)
                .refuses(
                        "with x as (select id, sender from $t) update $t set content = x.sender from x where x.id = $t.id",
                        List.of(),
                        "42703")
                .heals(
                        "with peers as (select id, content as sender from $t) update $t set content = peers.sender || '+'"
                                + " from peers where peers.id = $t.id and $t.sender = 'from-2'",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|text-2+",
                        THIRD)
                .refuses(
                        "with x as (insert into $t (id, sender) values (5, 'five') returning id)"
                                + " update $t set sender = 'one' where id = 1",
                        List.of(),
                        "42703")
                .heals("delete from $t using peers where peers.sender = $t.sender", List.of(), 1, ROWS, FIRST, SECOND)
                .refuses(
                        "update $t set content = 'now' from people natural join takers where people.member = sender",
                        List.of(),
                        "42703")
                .refuses(
                        "insert into $t (id, content) select id + 10, to_jsonb(x) ->> 'sender' from $t x"
                                + " where x.sender = 'from-2'",
                        List.of(),
                        "42703")
                .refuses(
                        "update $t set content = 'now' where exists (select 1 from peers $t where $t.sender = 'from-3')"
                                + " and sender = 'from-1'",
                        List.of(),
                        "42703");
        forms.runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void valuesWhoseRowIsNotCertain(Bench bench) throws Exception {
        String state = bench.engine() == Engine.POSTGRESQL ? "42703" : "42S22";
        Forms forms = forms(bench)
                .refuses(
                        "insert into $t (id, sender, content) select ?, ?, ? from people", List.of(4L, "x", "y"), state)
                .refuses("update $t set sender = ? where id = $t.id", List.of("x"), state)
                .refuses("update $t set sender = ? where id = (select max(id) from peers)", List.of("x"), state)
                .refuses("update $t set sender = ? where not (id = ?)", List.of("x", 1L), state)
                .refuses(
                        "update $t set sender = ? where id = ? and content = (select max(sender) from $t)",
                        List.of("x", 1L),
                        state);
        forms.runAfter("alter table $t drop column sender");

        assertThat(forms.kept()).isEmpty();
    }

    @DatabaseTest(Engine.MARIADB)
    void namesInJoinsOfMariaDb(Bench bench) throws Exception {
        Forms forms = forms(bench)
                .refuses("update $t join takers on takers.member = sender set $t.content = 'now'", List.of(), "42S22")
                .heals(
                        "update $t join peers on peers.sender = $t.sender set $t.sender = peers.town",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        "3|rome-3|text-3")
                .refuses(
                        "update $t join people using (id) set $t.content = 'now' where sender = 'a'",
                        List.of(),
                        "42S22")
                .heals(
                        "update $t x join $t y on y.id = x.id + 1 set x.sender = y.sender where x.sender = 'from-1'",
                        List.of(),
                        1,
                        ROWS,
                        "1|from-2|text-1",
                        SECOND,
                        THIRD);
        forms.runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }

    /** On this connection the name in the subquery is another table, which has the old name. */
    @DatabaseTest(Engine.POSTGRESQL)
    void aTemporaryTableThatCatchesTheNameKeepsIt(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create table people (id bigint primary key, member varchar(40))");
        Connection connection = bench.application().connect();
        write(connection, "insert into people (id, member) values (1, 'sender-1')");
        bench.awaitSnapshot("people");
        Messages.seen(bench, connection);
        String update =
                "update messages set content = 'now' where exists (select 1 from people p where p.member = sender)";
        bench.rename("messages", "sender", "zorp");
        assertThat(write(connection, update)).isEqualTo(1);
        try (Statement plain = connection.createStatement()) {
            plain.execute("do $$ begin create temporary table people (member varchar(40), sender varchar(40)); end $$");
        }

        assertThat(write(connection, "update messages set content = 'then'")).isEqualTo(1);
        assertThat(write(connection, update)).isZero();
        assertThat(bench.rows("select content from messages")).containsExactly("then");
    }
}
