package io.selfhealing.agent.restraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people undid, and what that forbids. */
class UndoneTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final String TABLE = "shop.orders";

    @TempDir
    private Path home;

    private static Revocation mapping(String from, String to) {
        return new Revocation(new Mapping(TABLE, from, to), null, "alice", NOW, "wrong");
    }

    private static Step rename(String from, String to, EvidenceKind kind, double confidence, String detail) {
        return new Step.Rename(from, to, List.of(new Evidence(kind, confidence, detail)));
    }

    @Test
    void mappingIsForbiddenWhateverItsEvidence() {
        Undone undone = Undone.NOTHING.with(mapping("coupon", "voucher"));

        assertThat(undone.forbidding(TABLE, rename("coupon", "voucher", EvidenceKind.IDENTITY, 1, "1.2")))
                .isNotNull();
        assertThat(undone.forbidding("shop.items", rename("coupon", "voucher", EvidenceKind.IDENTITY, 1, "1.2")))
                .isNull();
        assertThat(undone.forbidding(TABLE, rename("code", "voucher", EvidenceKind.IDENTITY, 1, "1.2")))
                .isNull();
    }

    @Test
    void nothingButProofTakesThePlaceOfAMappingThatWasUndone() {
        Undone undone = Undone.NOTHING.with(mapping("coupon", "voucher"));

        assertThat(undone.forbidding(TABLE, rename("coupon", "code", EvidenceKind.PATTERN, 0.9, "synonym")))
                .isNotNull();
        assertThat(undone.forbidding(
                        TABLE, new Step.LeaveOut("coupon", List.of(new Evidence(EvidenceKind.LEFT_OUT, 1, "")))))
                .isNotNull();
        assertThat(undone.forbidding(TABLE, rename("coupon", "code", EvidenceKind.DECLARED, 1, "alias")))
                .isNull();
    }

    @Test
    void patternIsForbiddenInAllItsUses() {
        Undone undone = Undone.NOTHING.with(new Revocation(null, "1f0c77aa", "bob", NOW, ""));

        assertThat(undone.forbidding("a.b", rename("x", "y", EvidenceKind.LEARNED, 0.8, "1f0c77aa: x → y")))
                .isNotNull();
        assertThat(undone.forbidding("a.b", rename("x", "y", EvidenceKind.LEARNED, 0.8, "2f0c77aa: x → y")))
                .isNull();
        assertThat(undone.has("1f0c77aa")).isTrue();
    }

    @Test
    void isKeptAndTakenBack() throws IOException {
        UndoneFile file = new UndoneFile(home);
        assertThat(file.read()).isEqualTo(Undone.NOTHING);
        Revocation first = mapping("coupon", "voucher");
        file.change(undone -> undone.with(first));
        file.change(undone -> undone.with(new Revocation(null, "plural", "bob", NOW, "no")));
        file.change(undone -> undone.with(mapping("coupon", "voucher")));
        Mapping leftOut = new Mapping(TABLE, "note", null);
        Undone all = file.change(undone -> undone.with(new Revocation(leftOut, null, "bob", NOW, "")));

        assertThat(new UndoneFile(home).read()).isEqualTo(all);
        assertThat(all.revocations()).hasSize(3);
        assertThat(file.change(undone -> undone.without(first.id())).revocations())
                .hasSize(2);
    }

    @Test
    void twoPeopleAtOnceUndoBoth() throws Exception {
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String column = "c" + i;
            people.add(new Thread(() -> {
                try {
                    new UndoneFile(home).change(undone -> undone.with(mapping(column, "x")));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        people.forEach(Thread::start);
        for (Thread each : people) {
            each.join();
        }
        assertThat(new UndoneFile(home).read().revocations()).hasSize(8);
    }

    @Test
    void whatCannotBeUnderstoodKeepsTheLastThatCould() throws IOException {
        UndoneFile file = new UndoneFile(home);
        file.change(undone -> undone.with(mapping("coupon", "voucher")));
        LiveUndone live = new LiveUndone(file);
        assertThat(live.look()).as("nobody has asked yet").isFalse();

        Files.writeString(file.path(), "{\"version\": 1, \"undone\": [{\"table\": \"x\"}]}");
        assertThat(live.look()).isTrue();
        assertThat(live.trouble()).contains("cannot be read");
        assertThat(live.now()).isEqualTo(Undone.NOTHING.with(mapping("coupon", "voucher")));
        assertThatThrownBy(() -> file.change(undone -> undone)).isInstanceOf(CorruptUndoneException.class);

        LiveUndone other = new LiveUndone(file);
        assertThat(other.now()).as("nobody knows").isNull();
        Files.delete(file.path());
        assertThat(other.look()).isTrue();
        assertThat(other.now()).isEqualTo(Undone.NOTHING);
    }
}
