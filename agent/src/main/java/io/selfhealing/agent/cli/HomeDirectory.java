package io.selfhealing.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a directory in which an agent has kept something from any other. */
final class HomeDirectory {
    private static final Pattern OF_AN_AGENT = Pattern.compile(
            "OFF|schema|control|spool|databases\\.json|(events|quarantine|aliases|audit|learned|heals|undone|migrations)\\..*");

    private HomeDirectory() {}

    /**
     * To be called by a command that only reads: a directory in which no agent has kept anything is mostly another one than was
     * meant, and nothing found there would be taken for nothing to find.
     *
     * @throws Failed which names the directory that was probably meant
     */
    static void require(Path home) throws Failed, IOException {
        try (Stream<Path> files = Files.list(home)) {
            if (files.anyMatch(HomeDirectory::isOfAnAgent)) {
                return;
            }
        }
        Path likely = home.resolve(".self-healing");
        throw new Failed(
                "no agent has kept anything in " + home
                        + (Files.isDirectory(likely)
                                ? "; did you mean " + likely + "?"
                                : "; name the directory that selfhealing.home names, by default .self-healing where the"
                                        + " application was started"),
                null);
    }

    private static boolean isOfAnAgent(Path file) {
        return OF_AN_AGENT.matcher(String.valueOf(file.getFileName())).matches();
    }
}
