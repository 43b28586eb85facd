package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.Reading;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.heal.pattern.PatternFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Whether the agent would understand its configuration: a file, and settings as on the command line or in the environment.",
            "Exit 1 where there is a mistake; the agent itself starts with what is most cautious instead."
        },
        footer = {"  check --config self-healing.properties", "  check mode=observe tables.include=orders"})
final class CheckCommand extends Subcommand {
    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "key=value",
            description = "settings, as after -javaagent:self-healing-agent.jar=")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "the agent's settings, as selfhealing.config")
    private @Nullable String config;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    CheckCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>(settings);
        if (config != null) {
            words.add("config=" + config);
        }
        String arguments = words.stream().map(word -> word.replace(",", "\\,")).collect(Collectors.joining(","));
        Reading reading =
                SettingsReader.read(arguments, System.getProperties(), System.getenv(), Files::newBufferedReader);
        List<String> mistakes = new ArrayList<>(reading.warnings());
        reading.settings().repairs().patterns().ifPresent(file -> mistakes.addAll(inPatterns(file)));
        say(mistakes);
        return mistakes.isEmpty() ? DONE : FAILED;
    }

    private static List<String> inPatterns(Path file) {
        try {
            return PatternFile.of(Files.readString(file)).mistakes().stream()
                    .map(mistake -> "selfhealing.patterns=" + file + ", " + mistake)
                    .toList();
        } catch (IOException e) {
            return List.of("selfhealing.patterns=" + file + " cannot be read: " + e);
        }
    }

    private void say(List<String> mistakes) {
        if (json) {
            ObjectNode told = new JsonMapper().createObjectNode();
            mistakes.forEach(told.putArray("mistakes")::add);
            out.println(told);
        } else if (mistakes.isEmpty()) {
            out.println("no mistakes");
        } else {
            mistakes.forEach(mistake -> err.println(Shown.text(mistake)));
        }
    }
}
