package io.selfhealing.agent.cli;

import io.selfhealing.agent.heal.pattern.PatternFile;
import io.selfhealing.agent.heal.pattern.PatternPage;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.restraint.UndoneFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "Every pattern with its confidence, yours in FILE and what was learnt first.",
        footer = {"  patterns list", "  patterns list patterns.json --home .self-healing"})
final class PatternsListCommand extends Subcommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "what selfhealing.patterns names")
    private @Nullable Path file;

    @Option(
            names = "--home",
            paramLabel = "HOME",
            converter = Directory.class,
            description =
                    "the directory that selfhealing.home names: what was learnt there, and how often each decided")
    private @Nullable Path home;

    PatternsListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        Patterns all = Patterns.shipped();
        if (file != null) {
            PatternFile.Read own = PatternFile.of(Files.readString(file));
            own.mistakes().forEach(mistake -> err.println(file + ", " + mistake));
            if (!own.mistakes().isEmpty()) {
                return FAILED;
            }
            all = all.with(own.patterns());
        }
        if (home == null) {
            out.print(PatternPage.table(all.listed()));
        } else {
            out.print(LearnedList.asPatterns(LearnedList.of(home, err), new UndoneFile(home).read()));
            out.print(PatternPage.table(all.listed(), PatternUses.of(home, err::println)));
        }
        return DONE;
    }
}
