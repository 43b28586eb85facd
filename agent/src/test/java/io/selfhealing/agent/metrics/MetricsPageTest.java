package io.selfhealing.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String HEAD = "| metric | type | meaning |\n|---|---|---|\n";

    @Test
    void theCommittedTableIsWhatTheMetricsSay() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(HEAD) + HEAD.length();
        int end = page.indexOf("\n\n", begin) + 1;
        String rows = Stream.of(Metric.values()).map(Metric::row).collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + rows + page.substring(end));
        }
        assertThat(Files.readString(PAGE)).contains(HEAD + rows + "\n");
    }
}
