package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.spool.RecordId;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdRangesTest {
    private final UUID spool = new UUID(1, 2);

    private List<RecordId> ids(long... sequences) {
        return LongStream.of(sequences).mapToObj(s -> new RecordId(spool, s)).toList();
    }

    @Test
    void neighboursAreOneRangeInWhateverOrderTheyCome() {
        IdRanges ranges = new IdRanges();
        ranges.add(ids(5, 1, 3, 2, 9, 4, 4));
        assertThat(ranges.all()).containsExactly(new IdRanges.Range(spool, 1, 5), new IdRanges.Range(spool, 9, 9));
        ranges.add(spool, 2, 20);
        assertThat(ranges.all()).containsExactly(new IdRanges.Range(spool, 1, 20));
    }

    @Test
    void noIdBetweenTwoRangesIsInEither() {
        IdRanges ranges = new IdRanges();
        ranges.add(ids(1, 3));
        assertThat(ranges.all()).containsExactly(new IdRanges.Range(spool, 1, 1), new IdRanges.Range(spool, 3, 3));
    }
}
