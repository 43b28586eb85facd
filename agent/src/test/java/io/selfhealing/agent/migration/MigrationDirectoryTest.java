package io.selfhealing.agent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void theFirstIsOne() throws IOException {
        assertThat(MigrationDirectory.of(directory).nextVersion()).isEqualTo("1");
        assertThat(MigrationDirectory.of(directory).nextNumber()).isEqualTo("0001");
    }

    @Test
    void theNextStandsBehindAllInTheirSpelling() throws IOException {
        Object[][] cases = {
            {"V1__a.sql V2__b.sql V10__c.sql", "11"},
            {"V001__a.sql V009__b.sql", "010"},
            {"V1.2__a.sql V1.10__b.sql", "1.11"},
            {"V1_2__a.sql", "1_3"},
            {"V2.0__a.sql V1.9__b.sql", "2.1"},
            {"V5__a.java U6__b.sql R__c.sql", "7"},
            {"V20260101120000__a.sql", "20260101120001"},
            {"V99__a.sql", "100"},
        };
        for (Object[] each : cases) {
            Path here = Files.createTempDirectory(directory, "case");
            for (String name : each[0].toString().split(" ", -1)) {
                Files.createFile(here.resolve(name));
            }
            assertThat(MigrationDirectory.of(here).nextVersion())
                    .as("%s", each[0])
                    .isEqualTo(each[1]);
        }
    }

    @Test
    void numbersCountBelowTheDirectoryToo() throws IOException {
        Files.createFile(Files.createDirectories(directory.resolve("2026")).resolve("0041_orders.sql"));

        assertThat(MigrationDirectory.of(directory).nextNumber()).isEqualTo("0042");
        assertThat(MigrationDirectory.of(directory).mentions("_orders")).isTrue();
        assertThat(MigrationDirectory.of(directory).mentions("_letters")).isFalse();
    }
}
