package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    /** Surefire's working directory is the module's. */
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void theCommittedPageIsWhatTheKeysSay() throws IOException {
        if (Boolean.getBoolean("update.docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, Reference.page());
        }
        assertThat(PAGE)
                .as("run: mvn -pl agent -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dupdate.docs=true")
                .hasContent(Reference.page());
    }

    @Test
    void everyDefaultCanBeRead() {
        for (Key<?> key : Keys.ALL) {
            assertThat(key.parse(key.byDefault())).as(key.name()).isNotNull();
            assertThat(key.parse(key.whenUnreadable())).as(key.name()).isNotNull();
        }
    }
}
