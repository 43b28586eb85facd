package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.util.List;

/** All forms in which an application writes to a column that was dropped. */
class DroppedColumnFormsIT {
    private static final String DROP = "alter table $t drop column sender";
    private static final String ROWS = "select id, content, priority from $t order by id";
    private static final String FIRST = "1|text-1|1";
    private static final String SECOND = "2|text-2|2";
    private static final String THIRD = "3|text-3|3";

    @DatabaseTest
    void updatesOfARowByItsKey(Bench bench) throws Exception {
        Forms forms = new Forms(bench)
                .heals("update $t set sender = ? where id = ?", List.of("new", 1L), 1, ROWS, FIRST, SECOND, THIRD)
                .heals("update $t set sender = ? where id = ?", List.of("new", 9L), 0, ROWS, FIRST, SECOND, THIRD)
                .heals("update $t set sender = null where id = ?", List.of(1L), 1, ROWS, FIRST, SECOND, THIRD)
                .heals("update $t set sender = 'a' where id = 2", List.of(), 1, ROWS, FIRST, SECOND, THIRD)
                .heals("update $t set sender = ? where id in (?)", List.of("new", 2L), 1, ROWS, FIRST, SECOND, THIRD)
                .heals(
                        "update $t set sender = ?, content = ? where id = ? and priority <= ?",
                        List.of("new", "now", 1L, 5),
                        1,
                        ROWS,
                        "1|now|1",
                        SECOND,
                        THIRD)
                .heals(
                        "update $t set sender = ?, content = ? where id = ? and priority > ?",
                        List.of("none", "now", 1L, 5),
                        0,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD)
                .refuses("update $t set sender = ? where priority = ?", List.of("new", 1), state(bench))
                .refuses("update $t set sender = ?", List.of("new"), state(bench))
                .refuses("update $t set sender = ? where id in (?, ?)", List.of("new", 1L, 2L), state(bench))
                .refuses("update $t set sender = ? where id = ? or priority = 3", List.of("new", 1L), state(bench))
                .refuses("update $t set sender = upper(?) where id = ?", List.of("new", 1L), state(bench))
                .refuses("update $t set content = ? where id = ? and sender = ?", List.of("x", 1L, "y"), state(bench));
        forms.runAfter(DROP);

        assertThat(forms.kept())
                .contains("form0=new of 1", "form4=new of 2", "form5=new of 1")
                .noneMatch(
                        value -> value.contains("=none of") && !bench.engine().speaksMySql());
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void keysThatAreCast(Bench bench) throws Exception {
        Forms forms = new Forms(bench)
                .heals(
                        "update $t set sender = ?, content = 'now' where id = ?::bigint",
                        List.of("new", "1"),
                        1,
                        ROWS,
                        "1|now|1",
                        SECOND,
                        THIRD)
                .heals(
                        "update $t set sender = ? where id = cast(? as bigint)",
                        List.of("new", "2"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD)
                .heals("update $t set sender = 'a' where id = '3'::bigint", List.of(), 1, ROWS, FIRST, SECOND, THIRD)
                .heals(
                        "insert into $t (id, sender, content) values (?::bigint, ?, ?)",
                        List.of("4", "new", "four"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "4|four|null");
        forms.runAfter(DROP);

        assertThat(forms.kept()).contains("form0=new of 1", "form1=new of 2", "form2=a of 3", "form3=new of 4");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void upsertsByTheKey(Bench bench) throws Exception {
        String values = "insert into $t (id, sender, content) values (?, ?, ?) on conflict ";
        Forms forms = new Forms(bench)
                .heals(
                        values + "(id) do update set sender = excluded.sender, content = excluded.content",
                        List.of(1L, "new", "now"),
                        1,
                        ROWS,
                        "1|now|1",
                        SECOND,
                        THIRD)
                .heals(
                        values + "(id) do update set content = excluded.content, sender = excluded.sender",
                        List.of(4L, "new", "now"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "4|now|null")
                .heals(
                        values + "(id) do update set sender = excluded.sender",
                        List.of(2L, "new", "now"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD)
                .heals(values + "(id) do nothing", List.of(1L, "none", "now"), 0, ROWS, FIRST, SECOND, THIRD)
                .heals(values + "do nothing", List.of(4L, "new", "now"), 1, ROWS, FIRST, SECOND, THIRD, "4|now|null")
                .heals(
                        values + "(id) do update set sender = excluded.sender, content = excluded.content where"
                                + " $t.priority > 5",
                        List.of(1L, "none", "now"),
                        0,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD)
                .refuses(values + "(id) do update set content = excluded.content", List.of(1L, "x", "now"), "42703")
                .refuses(
                        values + "(id) do update set sender = coalesce(excluded.sender, $t.sender)",
                        List.of(1L, "x", "now"),
                        "42703")
                .refuses(
                        values + "(id) do update set sender = excluded.sender, id = 7",
                        List.of(1L, "x", "now"),
                        "42703")
                .refuses(
                        values + "(sender) do update set content = excluded.content", List.of(1L, "x", "now"), "42703");
        forms.runAfter(DROP);

        assertThat(forms.kept())
                .containsExactlyInAnyOrder("form0=new of 1", "form1=new of 4", "form2=new of 2", "form4=new of 4");
    }

    @DatabaseTest
    void insertsOfARowThatIsSelected(Bench bench) throws Exception {
        String dual = bench.engine() == Engine.POSTGRESQL ? "" : " from dual";
        String absent = dual + " where not exists (select 1 from $t where id = ?)";
        Forms forms = new Forms(bench)
                .heals(
                        "insert into $t (id, sender, content) select ?, ?, ?" + absent,
                        List.of(4L, "new", "four", 4L),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "4|four|null")
                .heals(
                        "insert into $t (id, sender, content) select ?, ?, ?" + absent,
                        List.of(3L, "none", "four", 3L),
                        0,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD)
                .refuses(
                        "insert into $t (id, sender, content) select id + 10, 'x', content from $t",
                        List.of(),
                        state(bench));
        forms.runAfter(DROP);

        assertThat(forms.kept()).contains("form0=new of 4").noneMatch(value -> value.contains("=none of"));
    }

    @DatabaseTest(Engine.H2)
    void mergesByTheKey(Bench bench) throws Exception {
        Forms forms = new Forms(bench)
                .heals(
                        "merge into $t (id, sender, content) key (id) values (?, ?, ?)",
                        List.of(1L, "new", "now"),
                        1,
                        ROWS,
                        "1|now|1",
                        SECOND,
                        THIRD)
                .heals(
                        "merge into $t (id, sender, content) values (?, ?, ?)",
                        List.of(4L, "new", "now"),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "4|now|null")
                .refuses(
                        "merge into $t (id, sender, content) key (sender) values (?, ?, ?)",
                        List.of(1L, "new", "now"),
                        state(bench));
        forms.runAfter(DROP);

        assertThat(forms.kept()).contains("form0=new of 1", "form1=new of 4");
    }

    private static String state(Bench bench) {
        return bench.engine() == Engine.POSTGRESQL ? "42703" : "42S22";
    }
}
