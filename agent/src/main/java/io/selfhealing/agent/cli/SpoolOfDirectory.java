package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Reading;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.spool.SpoolDirectory;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about a spool on disk, whose process lives or is gone. The settings of this process name the key. */
abstract class SpoolOfDirectory extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "DIR",
            converter = Directory.class,
            description = "the home, its spool, or one numbered directory of that")
    private Path directory = Path.of("");

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Option(names = "--values", description = "shows statements, values, keys and reasons: your customers' data")
    private boolean values;

    private final Streams streams;

    SpoolOfDirectory(Streams streams) {
        super(streams);
        this.streams = streams;
    }

    /** What can be done about the spool. */
    final SpoolActs acts() throws Failed, IOException, SpoolException {
        if (SpoolDirectory.under(directory).isEmpty() && !directory.endsWith("spool")) {
            HomeDirectory.require(directory);
        }
        return new SpoolActs(directory, key(), json, values, streams);
    }

    /** The key that the settings of this process name; null where they name none. */
    static @Nullable SpoolKey key() throws SpoolException {
        Map<String, String> environment = System.getenv();
        Reading read = SettingsReader.read(null, System.getProperties(), environment, Files::newBufferedReader);
        return SpoolKey.of(read.settings().spool(), environment);
    }
}
