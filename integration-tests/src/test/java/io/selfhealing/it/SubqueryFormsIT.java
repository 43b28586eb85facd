package io.selfhealing.it;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.util.List;

/** All forms in which a column that was renamed is named where another table could have one of that name. */
class SubqueryFormsIT {
    private static final String ROWS = "select id, zorp, content from $t order by id";
    private static final String FIRST = "1|from-1|text-1";
    private static final String SECOND = "2|from-2|text-2";
    private static final String THIRD = "3|from-3|text-3";

    /** A table that has a town as each form's has, a member who is a sender, and a sender of its own. */
    private static Forms forms(Bench bench) throws Exception {
        return new Forms(bench)
                .beside(
                        "people",
                        "id bigint primary key, member varchar(40), town varchar(40), rank_no integer",
                        "insert into people (id, member, town, rank_no) values (1, 'from-2', 'rome-2', 7)")
                .beside(
                        "peers",
                        "id bigint primary key, sender varchar(40), town varchar(40)",
                        "insert into peers (id, sender, town) values (1, 'from-3', 'rome-3')");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void subqueriesOnTheSameTable(Bench bench) throws Exception {
        Forms forms = forms(bench)
                .heals(
                        "update $t set content = ? where id in (select id from $t where sender = ?)",
                        List.of("now", "from-2"),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD)
                .heals(
                        "delete from $t where id in (select x.id from $t x where x.sender = ?)",
                        List.of("from-2"),
                        1,
                        ROWS,
                        FIRST,
                        THIRD)
                .heals(
                        "insert into $t (id, sender, content) values ((select max(id) + 10 from $t where sender = ?), ?, ?)",
                        List.of("from-2", "new", "now"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "12|new|now")
                .heals(
                        "insert into $t (id, sender, content) select id + 10, sender, content from $t where sender = ?",
                        List.of("from-2"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "12|from-2|text-2")
                .heals(
                        "insert into $t (id, sender) select 4, ? where not exists (select 1 from $t where sender = ?)",
                        List.of("new", "new"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "4|new|null")
                .heals(
                        "update $t set content = (select max(o.sender) from $t o where o.id > $t.id) where sender = ?",
                        List.of("from-2"),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|from-3",
                        THIRD);
        forms.runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void namesInSubqueriesOnOtherTables(Bench bench) throws Exception {
        Forms forms = forms(bench)
                .heals(
                        "update $t set content = ? where exists (select 1 from people p where p.member = sender)",
                        List.of("now"),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD)
                .heals(
                        "delete from $t where sender in (select member from people where sender = member)",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        THIRD)
                .heals(
                        "delete from $t where sender in (select sender from peers where town = 'rome-3')",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        SECOND)
                .heals(
                        "update $t set sender = (select sender from peers where peers.id = $t.id), content = 'now'"
                                + " where id = 1",
                        List.of(),
                        1,
                        ROWS,
                        "1|from-3|now",
                        SECOND,
                        THIRD)
                .heals(
                        "update $t set content = 'now' where $t.sender = (select max(q.member) from people q, peers r"
                                + " where q.id = r.id)",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD);
        forms.runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }
}
