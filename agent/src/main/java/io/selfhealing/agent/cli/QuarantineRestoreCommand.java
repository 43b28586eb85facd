package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Reading;
import io.selfhealing.agent.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        description = {
            "Writes values back into their rows, where the column is there again and empty.",
            "Says first what would become of each, found out by writing and rolling back, and asks."
        },
        footer = {
            "  quarantine restore .self-healing --url jdbc:postgresql://db/shop --user dba \\",
            "      --password-env PGPASSWORD --driver-path postgresql.jar"
        })
final class QuarantineRestoreCommand extends HomeCommand {
    @Mixin
    private ConnectingOptions connecting = new ConnectingOptions();

    @Option(names = "--id", paramLabel = "ID", description = "this value alone, or those of this write")
    private @Nullable String id;

    @Option(
            names = "--taken",
            description = "those as well of which nobody knows whether their write happened: check first that it did")
    private boolean taken;

    @Option(names = "--config", paramLabel = "FILE", description = "the agent's settings, as selfhealing.config")
    private @Nullable String config;

    @Option(names = "--dry-run", description = "says what would be done, and does nothing")
    private boolean dry;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Option(names = "--json", description = "what became of them as one JSON object; needs --yes or --dry-run")
    private boolean json;

    QuarantineRestoreCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        if (json && !yes && !dry) {
            throw new Misuse("--json needs --yes or --dry-run");
        }
        String arguments = config == null ? null : "config=" + config.replace(",", "\\,");
        Reading reading =
                SettingsReader.read(arguments, System.getProperties(), System.getenv(), Files::newBufferedReader);
        reading.warnings().forEach(err::println);
        Connecting by = Connecting.by(connecting);
        return new QuarantineRestore(home, by, reading.settings(), new Answering(json, dry, yes), out, err)
                        .run(id, taken)
                ? DONE
                : FAILED;
    }

    /** How it is talked with. */
    record Answering(boolean json, boolean dry, boolean yes) {}
}
