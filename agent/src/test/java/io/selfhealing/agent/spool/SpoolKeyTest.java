package io.selfhealing.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.selfhealing.agent.config.SpoolSettings;
import io.selfhealing.agent.config.WhenFull;
import io.selfhealing.agent.spool.SimulatedDisk.Left;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolKeyTest {
    private static final String FIRST = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String SECOND = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<SpoolProblem> problems = new ArrayList<>();

    @TempDir
    Path home;

    private static SpoolSettings settings(@Nullable Path file, @Nullable String variable) {
        return new SpoolSettings(
                List.of(),
                List.of(),
                Told.MOST,
                WhenFull.REFUSE,
                Optional.ofNullable(file),
                Optional.ofNullable(variable));
    }

    private static SpoolKey key(String text) throws SpoolException {
        return Objects.requireNonNull(SpoolKey.of(settings(null, "KEY"), Map.of("KEY", text)));
    }

    @Test
    void recordsAreEncryptedAndComeBack() throws Exception {
        try (Spool spool = Told.open(disk, problems, key(FIRST))) {
            spool.append(Told.transaction(1, 2, 10));
            for (Path path : disk.files()) {
                assertThat(new String(disk.content(path), StandardCharsets.ISO_8859_1))
                        .doesNotContain("orders", "xxxx", "postgresql");
            }
        }
        try (Spool spool = Told.open(disk.restarted(Left.NOTHING), problems, key(FIRST))) {
            assertThat(Told.read(spool)).containsExactly(1);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aWrongKeyIsAnErrorThatNamesItAndLosesNothing() throws Exception {
        try (Spool spool = Told.open(disk, problems, key(FIRST))) {
            spool.append(Told.transaction(1, 1, 10));
        }
        SimulatedDisk after = disk.restarted(Left.NOTHING);
        for (SpoolKey wrong : new SpoolKey[] {key(SECOND), null}) {
            problems.clear();
            try (Spool spool = Told.open(after, problems, wrong)) {
                assertThat(Told.read(spool)).isEmpty();
                RecordId id = spool.append(Told.transaction(2, 1, 10));
                assertThat(Told.read(spool)).containsExactly(2);
                spool.done(List.of(id));
            }
            assertThat(problems)
                    .anySatisfy(problem -> assertThat(problem.what())
                            .contains(
                                    "is encrypted with key " + key(FIRST).id(),
                                    wrong == null ? "none is given" : "given is key " + wrong.id(),
                                    "selfhealing.spool.key-file"));
        }
        try (Spool spool = Told.open(after, problems, key(FIRST))) {
            assertThat(Told.read(spool)).containsExactly(1);
        }
    }

    @Test
    void aRecordCannotBePassedOffAsAnother() throws Exception {
        SpoolKey key = key(FIRST);
        Spool spool = Told.open(disk, problems, key);
        RecordId id = spool.append(Told.transaction(1, 1, 10));
        Frame sealed = key.seal(Kind.RECORD, id.spool(), 5, new byte[10]);
        Frame moved = new Frame(Kind.RECORD, true, id.spool(), 6, sealed.body());
        assertThat(key.open(sealed)).isEqualTo(new byte[10]);
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> key.open(moved));
    }

    @Test
    void noNonceIsUsedTwiceAlsoWhereWritesFail() throws Exception {
        Set<String> used = new HashSet<>();
        Told told = new Told();
        try (Spool spool = Told.open(disk, problems, key(FIRST))) {
            for (int i = 0; i < 60; i++) {
                if (i % 3 == 1) {
                    disk.fail(1 + i % 2, 1, SimulatedDisk.Fault.FAILS_AFTERWARDS);
                }
                told.append(spool, 1, 10);
            }
            told.kept.forEach(number ->
                    assertThat(used.add(String.valueOf(told.ids.get(number)))).isTrue());
            assertThat(told.refused).isNotEmpty();
            long last = told.ids.values().stream()
                    .mapToLong(RecordId::sequence)
                    .max()
                    .orElseThrow();
            assertThat(last).isGreaterThanOrEqualTo(told.kept.size() + told.refused.size());
        }
    }

    @Test
    void aKeyIsReadFromAFileOrTheEnvironment() throws Exception {
        Path file = Files.writeString(home.resolve("key"), FIRST + "\n");
        assertThat(Objects.requireNonNull(SpoolKey.of(settings(file, null), Map.of()))
                        .id())
                .isEqualTo(key(FIRST).id());
        assertThat(key("ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=").id())
                .isEqualTo(key(FIRST).id());
        assertThat(SpoolKey.of(settings(null, null), Map.of())).isNull();
        assertThat(key(FIRST).toString()).doesNotContain("0011");
    }

    @Test
    void whatIsNoKeyIsNamedAndNotShown() {
        assertThatExceptionOfType(SpoolException.class)
                .isThrownBy(() -> SpoolKey.of(settings(home.resolve("none"), null), Map.of()))
                .withMessageContaining("selfhealing.spool.key-file=" + home.resolve("none"));
        assertThatExceptionOfType(SpoolException.class)
                .isThrownBy(() -> SpoolKey.of(settings(null, "K"), Map.of()))
                .withMessageContaining("selfhealing.spool.key-variable=K");
        assertThatExceptionOfType(SpoolException.class)
                .isThrownBy(() -> SpoolKey.of(settings(null, "K"), Map.of("K", "hunter2hunter2")))
                .withMessageContaining("holds no key")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
