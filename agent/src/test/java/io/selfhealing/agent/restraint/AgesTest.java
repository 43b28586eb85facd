package io.selfhealing.agent.restraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Since when heals are in use. */
class AgesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final Aged HEAL = new Aged("db", new Mapping("shop.orders", "coupon", "voucher"));

    @TempDir
    private Path home;

    private final List<String> said = new ArrayList<>();

    private Ages ages() {
        return new Ages(new AgesFile(home, said::add), said::add);
    }

    @Test
    void firstUseSurvivesARestart() {
        Ages before = ages();
        assertThat(before.since(HEAL, NOW)).isNull();
        assertThat(before.wanted(HEAL, NOW)).isTrue();
        assertThat(before.wanted(HEAL, NOW.plusSeconds(9))).isFalse();
        before.write(NOW.plusSeconds(10));

        assertThat(ages().since(HEAL, NOW.plusSeconds(99))).isEqualTo(NOW);
        assertThat(said).isEmpty();
    }

    @Test
    void whatNoWriteHasWantedForLongBeginsAnew() {
        Ages ages = ages();
        ages.wanted(HEAL, NOW);
        Instant later = NOW.plus(Ages.FORGOTTEN).plusSeconds(1);
        assertThat(ages.since(HEAL, later)).isNull();
        assertThat(ages.wanted(HEAL, later)).isTrue();
        assertThat(ages.since(HEAL, later)).isEqualTo(later);
    }

    @Test
    void twoProcessesOfAHomeKnowTheEarlierUse() throws IOException {
        Ages one = ages();
        Ages other = ages();
        other.since(HEAL, NOW);
        one.wanted(HEAL, NOW);
        one.write(NOW);
        other.wanted(HEAL, NOW.plus(Duration.ofDays(1)));
        other.write(NOW.plus(Duration.ofDays(1)));

        assertThat(other.since(HEAL, NOW.plus(Duration.ofDays(2)))).isEqualTo(NOW);
        Map<Aged, Age> kept = new AgesFile(home, said::add).read();
        assertThat(kept.get(HEAL)).isEqualTo(new Age(NOW, NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void fileThatCannotBeReadIsSetAside() throws IOException {
        Files.writeString(home.resolve("heals.json"), "{\"version\": 1, \"heals\": [{}");
        Ages ages = ages();
        assertThat(ages.since(HEAL, NOW)).isNull();
        assertThat(said).singleElement().asString().contains("was set aside as", "begins anew");
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("heals.json.corrupt-"));
        }
    }
}
