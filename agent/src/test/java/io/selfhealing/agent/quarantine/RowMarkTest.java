package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RowMarkTest {
    private static final ColumnMark GIVEN = new ColumnMark("TEXT", "Z2l2ZW4=", 30);
    private static final ColumnMark READ = new ColumnMark("NUMBER", "cmVhZA==", 0);

    private static LeftOut leftOut(Map<String, ColumnMark> marks) {
        RowMark mark = new RowMark("key", marks, false, null);
        return new LeftOut("d", "s.t", "mood", "glad", "", null, new Origin("db", null), mark);
    }

    @Test
    void whatTheRowGaveBackIsKeptBesideItsKey() {
        LeftOut kept = leftOut(Map.of("sender", GIVEN))
                .with(Map.of(
                        "id",
                        1L,
                        "tableoid",
                        "16400",
                        "xmin",
                        "733",
                        LeftOut.ROW_MARKS,
                        RowMark.text(Map.of("a\nb", READ))));

        assertThat(kept.key()).isEqualTo(Map.of("id", 1L));
        assertThat(kept.row()).isEqualTo(new RowMark("key", Map.of("sender", GIVEN, "a\nb", READ), false, "733"));
    }

    @Test
    void aTextThatIsNoneTellsNothing() {
        LeftOut kept = leftOut(Map.of())
                .with(Map.of("id", 1L, "tableoid", "16400", "xmin", "733", LeftOut.ROW_MARKS, "(0,1)"));

        assertThat(kept.key()).isEqualTo(Map.of("id", 1L));
        assertThat(kept.row()).isEqualTo(new RowMark("key", Map.of(), false, "733"));
    }
}
