package io.selfhealing.it;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.util.List;

/** Names and texts of a statement that are spelled in other ways than most. */
class QuotingFormsIT {
    private static final String ROWS = "select id, zorp, content from $t order by id";
    private static final String FIRST = "1|from-1|text-1";
    private static final String SECOND = "2|from-2|text-2";
    private static final String THIRD = "3|from-3|text-3";

    @DatabaseTest(Engine.POSTGRESQL)
    void namesInTheNumbersOfTheirCharacters(Bench bench) throws Exception {
        new Forms(bench)
                .heals(
                        "update $t set U&\"sender\" = ? where id = ?",
                        List.of("new", 1L),
                        1,
                        ROWS,
                        "1|new|text-1",
                        SECOND,
                        THIRD)
                .heals(
                        "update $t set u&\"\\0073ender\" = ? where U&\"s\\+000065nder\" = ?",
                        List.of("new", "from-2"),
                        1,
                        ROWS,
                        FIRST,
                        "2|new|text-2",
                        THIRD)
                .heals(
                        "insert into $t (id, U&\"sender\") values (?, ?)",
                        List.of(4L, "U&\"sender\""),
                        1,
                        ROWS,
                        FIRST,
                        SECOND,
                        THIRD,
                        "4|U&\"sender\"|null")
                .refuses("update $t set U&\"!0073ender\" uescape '!' = ? where id = ?", List.of("new", 1L), "42703")
                .runAfter(bench.sql().rename("$t", "sender", "zorp"));
    }
}
