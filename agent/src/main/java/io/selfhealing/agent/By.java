package io.selfhealing.agent;

import io.selfhealing.agent.admin.OffFile;
import io.selfhealing.agent.restraint.FileOwner;
import java.nio.file.Path;

/**
 * Who asks, and on which way.
 *
 * @param who as exactly as that way tells
 */
record By(String who, String way) {
    static final By JMX = new By("jmx", "JMX");

    /** The machine lets nobody attach but the user of the process and the superuser. */
    static By attach() {
        return new By(System.getProperty("user.name", "unknown"), "attach");
    }

    /** @param said who the command says it is; its socket lets nobody else in than the user of the process */
    static By socket(String said) {
        return new By(said.isEmpty() ? System.getProperty("user.name", "unknown") : said, "control socket");
    }

    static By file(Path home) {
        return new By(FileOwner.of(OffFile.path(home)), "file OFF");
    }
}
