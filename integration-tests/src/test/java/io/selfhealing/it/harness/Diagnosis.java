package io.selfhealing.it.harness;

import java.io.IOException;
import java.util.List;

/** Everything a reader needs to see why a test failed. */
final class Diagnosis {
    /** Files such as snapshots can be long. */
    private static final int ENOUGH = 20_000;

    private Diagnosis() {}

    static String of(Bench bench, List<Application> applications) throws IOException {
        StringBuilder text = new StringBuilder(
                "\n======== " + bench.engine() + " " + bench.address().url() + "\n");
        for (Application application : applications) {
            section(text, "asked of the application", String.join("\n", application.transcript()));
            section(text, "its stdout", application.stdout());
            section(text, "its stderr", application.stderr());
        }
        HomeFiles.of(bench.home()).texts().forEach((file, content) -> section(text, "home/" + file, content));
        return text.append("========").toString();
    }

    private static void section(StringBuilder text, String title, String content) {
        text.append("-------- ").append(title).append('\n');
        text.append(content, 0, Math.min(content.length(), ENOUGH)).append('\n');
    }
}
