package io.selfhealing.it;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.util.List;

/** Forms of writes that only MySQL and MariaDB have. */
class MySqlFormsIT {
    private static final String ROWS = "select id, zorp, content from $t order by id";
    private static final String FIRST = "1|from-1|text-1";
    private static final String SECOND = "2|from-2|text-2";
    private static final String THIRD = "3|from-3|text-3";

    private static Forms forms(Bench bench) throws Exception {
        return new Forms(bench)
                .beside(
                        "people",
                        "id bigint primary key, member varchar(40), note varchar(40), sender_no integer",
                        "insert into people (id, member, note) values (2, 'from-2', 'note-2')");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void writesThatAreOrderedAndLimited(Bench bench) throws Exception {
        forms(bench)
                .heals(
                        "update $t set sender = ? where id > ? order by sender desc limit 1",
                        List.of("new", 1L),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        "3|new|text-3")
                .heals("delete from $t order by sender limit ?", List.of(1), 1, ROWS, SECOND, THIRD)
                .heals("delete from $t where sender like ? order by id desc limit 2", List.of("from%"), 2, ROWS, FIRST)
                .runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void writesThatJoin(Bench bench) throws Exception {
        forms(bench)
                .heals(
                        "update $t join people on people.id = $t.id set $t.sender = people.note where $t.sender = ?",
                        List.of("from-2"),
                        1,
                        ROWS,
                        FIRST,
                        "2|note-2|text-2",
                        THIRD)
                .heals(
                        "update $t x left join people p on p.member = x.sender set x.content = 'now'"
                                + " where p.member is not null",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD)
                .heals(
                        "update people p, $t x set x.content = ? where x.sender = p.member",
                        List.of("now"),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD)
                .heals(
                        "update $t join people on people.member = sender set $t.content = 'now'",
                        List.of(),
                        1,
                        ROWS,
                        FIRST,
                        "2|from-2|now",
                        THIRD)
                .heals("delete $t from $t join people on people.member = $t.sender", List.of(), 1, ROWS, FIRST, THIRD)
                .refuses(
                        "delete from x using $t as x join people p on p.id = x.id where x.sender = 'from-2'",
                        List.of(),
                        "42S22")
                .refuses(
                        "delete $t, people from $t join people on people.member = $t.sender where $t.id = 9",
                        List.of(),
                        "42S22")
                .refuses(
                        "update $t join people on people.member = sender set content = 'now' where $t.id = 9",
                        List.of(),
                        "42S22")
                .runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void textsThatTheModeOfTheSessionExplains(Bench bench) throws Exception {
        forms(bench)
                .heals(
                        "update $t set sender = \"it's \\\"new\\\"\" where id = 1",
                        List.of(),
                        1,
                        ROWS,
                        "1|it's \"new\"|text-1",
                        SECOND,
                        THIRD)
                .heals(
                        "update $t set sender = 'it\\'s' where sender = \"from-2\" and content = ?",
                        List.of("text-2"),
                        1,
                        ROWS,
                        FIRST,
                        "2|it's|text-2",
                        THIRD)
                .runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void namesInTheQuotesOfTheStandard(Bench bench) throws Exception {
        forms(bench)
                .before("set session sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'")
                .heals(
                        "update \"$t\" set \"sender\" = ?, content = 'c:\\dir' where \"sender\" = 'from-2'",
                        List.of("new"),
                        1,
                        ROWS,
                        FIRST,
                        "2|new|c:\\dir",
                        THIRD)
                .runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }
}
