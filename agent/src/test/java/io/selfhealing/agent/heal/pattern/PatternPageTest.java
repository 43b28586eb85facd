package io.selfhealing.agent.heal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PatternPageTest {
    /** Surefire's working directory is the module's. */
    private static final Path PAGE = Path.of("..", "docs", "patterns.md");

    @Test
    void theCommittedPageIsWhatThePatternsSay() throws IOException {
        String page = PatternPage.page(Patterns.shipped().listed());
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run: mvn -pl agent -am test -Dtest=PatternPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dupdate.docs=true")
                .hasContent(page);
    }

    @Test
    void thereAreFiftyAndMore() {
        assertThat(Patterns.shipped().listed())
                .hasSizeGreaterThan(50)
                .extracting(Listed::id)
                .doesNotHaveDuplicates();
    }
}
