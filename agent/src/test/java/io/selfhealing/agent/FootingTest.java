package io.selfhealing.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FootingTest {
    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            overlay, 'overlay, which ends with its container'
            fuse.fuse-overlayfs, 'fuse.fuse-overlayfs, which ends with its container'
            aufs, 'aufs, which ends with its container'
            tmpfs, 'tmpfs, which is memory'
            ext4, null
            xfs, null
            nfs4, null
            """)
    void fileSystemsOfContainersAndOfMemoryDoNotLast(String type, String end) {
        assertThat(Footing.endOf(type)).isEqualTo(end);
    }

    @Test
    void directoryInMemoryIsToldFromOneOnADisk() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isDirectory(memory));

        assertThat(Footing.end(memory)).contains("memory");
        assertThat(Footing.end(Path.of("/no/such/directory"))).isNull();
    }
}
