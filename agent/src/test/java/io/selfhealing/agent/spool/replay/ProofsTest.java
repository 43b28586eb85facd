package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.spool.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private final UUID spool = new UUID(1, 2);
    private final List<String> calls = new ArrayList<>();
    private final Proofs proofs = new Proofs(spool, "\"public\".\"selfhealing_ledger\"", () -> calls.add("many"));

    private List<RecordId> begin(int writes) {
        List<RecordId> begun = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            begun.add(proofs.begin());
        }
        return begun;
    }

    @Test
    void whatIsSettledLeavesTheLedgerOnce() {
        begin(3).forEach(proofs::settled);

        IdRanges settled = proofs.settledOnes();
        assertThat(settled.all()).containsExactly(new IdRanges.Range(spool, 1, 3));
        proofs.pruned(settled);
        assertThat(proofs.settledOnes().isEmpty()).isTrue();
    }

    @Test
    void whatIsUnderWayHoldsUpAllBehindIt() {
        List<RecordId> begun = begin(3);
        proofs.settled(begun.get(0));
        proofs.settled(begun.get(2));

        assertThat(proofs.settledOnes().all()).containsExactly(new IdRanges.Range(spool, 1, 1));
    }

    /** Its server may make it at any later time, and then must find its id taken. */
    @Test
    void whatIsInDoubtNeverLeavesTheLedger() {
        List<RecordId> begun = begin(5);
        begun.forEach(id -> {
            if (id.sequence() == 3) {
                proofs.doubtful(id);
            } else {
                proofs.settled(id);
            }
        });

        IdRanges settled = proofs.settledOnes();
        assertThat(settled.all())
                .containsExactlyInAnyOrder(new IdRanges.Range(spool, 1, 2), new IdRanges.Range(spool, 4, 5));
        proofs.pruned(settled);
        begin(1).forEach(proofs::settled);
        assertThat(proofs.settledOnes().all()).containsExactly(new IdRanges.Range(spool, 6, 6));
    }

    @Test
    void somebodyIsCalledWhenManyHaveGathered() {
        begin(Proofs.MANY - 1).forEach(proofs::settled);
        assertThat(calls).isEmpty();

        begin(1).forEach(proofs::settled);
        assertThat(calls).hasSize(1);
    }
}
