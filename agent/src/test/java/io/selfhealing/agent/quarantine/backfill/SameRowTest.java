package io.selfhealing.agent.quarantine.backfill;

import static io.selfhealing.agent.quarantine.backfill.SameRow.Answer.ANOTHER;
import static io.selfhealing.agent.quarantine.backfill.SameRow.Answer.SAME;
import static io.selfhealing.agent.quarantine.backfill.SameRow.Answer.UNTOLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.quarantine.backfill.SameRow.Compared;
import io.selfhealing.agent.sql.Product;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SameRowTest {
    private static final Map<String, Object> NUMBER = Map.of("id", 7L);
    private static final Compared NAME = new Compared("name", 24, true);
    private static final Compared MAIL = new Compared("mail", 40, true);
    private static final Compared AMOUNT = new Compared("amount", 13, true);
    private static final Compared STATE = new Compared("state", 6, true);
    private static final Compared OTHER_STATE = new Compared("state", 6, false);
    private static final Compared OTHER_NAME = new Compared("name", 24, false);
    private static final Compared OTHER_BIRTH = new Compared("created_at", 20, false);
    private static final Compared EMPTY = new Compared("note", 0, true);

    @Test
    void aRowOfTheSameVersionIsTheSame() {
        assertThat(postgresql("741", "741")).isEqualTo(SAME);
        assertThat(postgresql("741", "741", OTHER_NAME)).isEqualTo(SAME);
    }

    @Test
    void whereTheVersionIsAnotherTheKeyIsNotEnough() {
        assertThat(postgresql("741", "900")).isEqualTo(UNTOLD);
        assertThat(postgresql("741", "900", STATE)).isEqualTo(UNTOLD);
        assertThat(postgresql(null, null)).isEqualTo(UNTOLD);
        assertThat(postgresql("741", "900", NAME)).isEqualTo(SAME);
    }

    @Test
    void aKeyThatWasCountedTellsNothing() {
        assertThat(mariaDb(true, NUMBER)).isEqualTo(UNTOLD);
        assertThat(mariaDb(true, NUMBER, EMPTY)).isEqualTo(UNTOLD);
        assertThat(mariaDb(true, NUMBER, STATE)).isEqualTo(SAME);
        assertThat(mariaDb(false, NUMBER)).isEqualTo(SAME);
    }

    @Test
    void aRowThatWasChangedSinceDiffersInFewColumns() {
        assertThat(mariaDb(true, NUMBER, NAME, MAIL, OTHER_STATE)).isEqualTo(SAME);
        assertThat(mariaDb(true, NUMBER, NAME, OTHER_STATE)).isEqualTo(UNTOLD);
        assertThat(mariaDb(true, NUMBER, NAME, EMPTY, OTHER_STATE)).isEqualTo(UNTOLD);
    }

    @Test
    void anotherRowDiffersInMost() {
        assertThat(mariaDb(true, NUMBER, OTHER_NAME)).isEqualTo(ANOTHER);
        assertThat(mariaDb(false, NUMBER, OTHER_NAME)).isEqualTo(ANOTHER);
        assertThat(mariaDb(true, NUMBER, STATE, OTHER_NAME, new Compared("mail", 40, false)))
                .isEqualTo(ANOTHER);
    }

    @Test
    void aRowThatWasMadeAtAnotherTimeIsAnother() {
        assertThat(mariaDb(true, NUMBER, NAME, MAIL, AMOUNT, OTHER_BIRTH)).isEqualTo(ANOTHER);
    }

    @Test
    void aUniqueKeyIsNotGivenToAnotherRow() {
        Map<String, Object> unique = Map.of("id", UUID.randomUUID());
        assertThat(mariaDb(true, unique)).isEqualTo(SAME);
        assertThat(mariaDb(true, unique, OTHER_NAME)).isEqualTo(SAME);
        assertThat(mariaDb(true, unique, OTHER_NAME, OTHER_STATE, new Compared("mail", 40, false)))
                .isEqualTo(ANOTHER);
        assertThat(mariaDb(true, Map.of("id", UUID.randomUUID().toString()))).isEqualTo(SAME);
    }

    private static SameRow.Answer postgresql(@Nullable String kept, @Nullable String now, Compared... compared) {
        RowMark mark = new RowMark("key", Map.of(), false, kept);
        return SameRow.of(mark, NUMBER, now, List.of(compared), Product.POSTGRESQL);
    }

    private static SameRow.Answer mariaDb(boolean counted, Map<String, Object> key, Compared... compared) {
        RowMark mark = new RowMark("key", Map.of(), counted, null);
        return SameRow.of(mark, key, null, List.of(compared), Product.MARIADB);
    }
}
