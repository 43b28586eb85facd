package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.Reading;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        customSynopsis = {
            "explain HOME [--last N] [--json]",
            "explain --url JDBC_URL --sql SQL [--params VALUES] [--home HOME] [--config FILE] [--json]"
        },
        description = {
            "The last decisions, or what would become of a write, and what every rung of the ladder said.",
            "Changes nothing, anywhere."
        },
        footer = {
            "  explain .self-healing --last 3",
            "  explain --url jdbc:postgresql://db/shop --user app --password-env PGPASSWORD \\",
            "      --driver-path postgresql.jar --sql \"update orders set note = ? where id = ?\""
        })
final class ExplainCommand extends Subcommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "HOME",
            converter = Directory.class,
            description = "the directory that selfhealing.home names: tells of decisions that were made")
    private @Nullable Path log;

    @Option(names = "--last", paramLabel = "N", converter = AboveZero.class, description = "how many; without it 1")
    private @Nullable Integer last;

    @Mixin
    private ConnectingOptions connecting = new ConnectingOptions();

    @Option(names = "--sql", paramLabel = "SQL", description = "the write to try")
    private @Nullable String sql;

    @Option(
            names = "--params",
            paramLabel = "VALUES",
            description = "values of its parameters; a comma inside one is written \\,")
    private @Nullable String params;

    @Option(
            names = "--home",
            paramLabel = "HOME",
            converter = Directory.class,
            description = "the directory that selfhealing.home names: takes what is known of the past into account")
    private @Nullable Path home;

    @Option(names = "--config", paramLabel = "FILE", description = "the agent's settings, as selfhealing.config")
    private @Nullable String config;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    ExplainCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        if (connecting.given() || sql != null) {
            explainWrite();
        } else if (log == null) {
            throw new Misuse("HOME or --url is missing");
        } else {
            HomeDirectory.require(log);
            ExplainedEvents.print(log, last == null ? 1 : last, json, out, err);
        }
        return DONE;
    }

    private void explainWrite() throws Misuse, Failed, IOException {
        if (log != null) {
            throw new Misuse("'" + log + "' belongs to no option of explain --url");
        }
        if (last != null) {
            throw new Misuse("--last goes with explain HOME, not with --url");
        }
        Connecting by = Connecting.by(connecting);
        String write = ConnectingOptions.required("--sql", sql);
        ObjectNode told = new Explain(by, home, settings(), err).of(write, values(params));
        out.print(json ? told + System.lineSeparator() : ExplainPage.of(told));
    }

    /** As behind a {@code ,} anywhere in the agent's settings: a comma inside a value is written with a backslash. */
    static List<String> values(@Nullable String params) {
        return params == null
                ? List.of()
                : List.of(params.split("(?<!\\\\),", -1)).stream()
                        .map(value -> value.replace("\\,", ","))
                        .toList();
    }

    private Settings settings() {
        String arguments = config == null ? null : "config=" + config.replace(",", "\\,");
        Reading reading =
                SettingsReader.read(arguments, System.getProperties(), System.getenv(), Files::newBufferedReader);
        reading.warnings().forEach(err::println);
        return reading.settings();
    }
}
