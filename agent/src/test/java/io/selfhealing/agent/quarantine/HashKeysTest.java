package io.selfhealing.agent.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashKeysTest {
    @TempDir
    Path home;

    @Test
    void allOfAHomeHashAlikeAndNobodyElseReadsTheKey() throws Exception {
        HashKey one = new HashKeys(home).own();
        HashKey other = new HashKeys(home).own();
        assertThat(other.name()).isEqualTo(one.name());
        assertThat(other.mark("a", "TEXT", "x")).isEqualTo(one.mark("a", "TEXT", "x"));
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("quarantine.key"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("quarantine.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatWasHashedByAKeyThatIsGoneIsNotCompared() throws Exception {
        HashKey one = new HashKeys(home).own();
        Files.delete(home.resolve("quarantine.key"));
        HashKeys later = new HashKeys(home);
        assertThat(later.own().name()).isNotEqualTo(one.name());
        assertThat(later.named(one.name())).isNull();
        assertThat(later.named(later.own().name())).isNotNull();
    }

    @Test
    void aSaltIsKnownByItsName() {
        HashKey salt = HashKey.salted(new Random(7));
        HashKey again = Objects.requireNonNull(new HashKeys(home).named(salt.name()));
        assertThat(again.mark("a", "NUMBER", "1")).isEqualTo(salt.mark("a", "NUMBER", "1"));
        assertThat(HashKey.salted(new Random(8)).mark("a", "NUMBER", "1").hash())
                .isNotEqualTo(salt.mark("a", "NUMBER", "1").hash());
    }

    @Test
    void columnsSortsAndNullAreToldApart() throws Exception {
        HashKey key = new HashKeys(home).own();
        assertThat(Stream.of(
                                key.mark("a", "TEXT", "1"),
                                key.mark("b", "TEXT", "1"),
                                key.mark("a", "NUMBER", "1"),
                                key.mark("a", "TEXT", null),
                                key.mark("a", "TEXT", ""))
                        .map(ColumnMark::hash))
                .doesNotHaveDuplicates();
        assertThat(key.mark("a", "TEXT", null).bits()).isZero();
    }
}
