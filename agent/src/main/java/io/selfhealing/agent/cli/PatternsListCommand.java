package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.heal.pattern.Listed;
import io.selfhealing.agent.heal.pattern.PatternFile;
import io.selfhealing.agent.heal.pattern.PatternPage;
import io.selfhealing.agent.heal.pattern.PatternUse;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.restraint.UndoneFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    PatternsListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        Patterns all = Patterns.shipped();
        if (file != null) {
            PatternFile.Read own = PatternFile.of(Files.readString(file));
            own.mistakes().forEach(mistake -> err.println(file + ", " + mistake));
            if (!own.mistakes().isEmpty()) {
                return FAILED;
            }
            all = all.with(own.patterns());
        }
        if (home != null) {
            HomeDirectory.require(home);
        }
        if (json) {
            json(all);
        } else if (home == null) {
            out.print(PatternPage.table(all.listed()));
        } else {
            out.print(LearnedList.asPatterns(LearnedList.of(home, err), new UndoneFile(home).read()));
            out.print(PatternPage.table(all.listed(), PatternUses.of(home, err::println)));
        }
        return DONE;
    }

    /** What was learnt first, as {@code learned list --json} tells it. */
    private void json(Patterns all) throws IOException {
        Map<String, PatternUse> uses = Map.of();
        if (home != null) {
            LearnedList.print(LearnedList.of(home, err), new UndoneFile(home).read(), true, out);
            uses = PatternUses.of(home, err::println);
        }
        for (Listed each : all.listed()) {
            ObjectNode node = new JsonMapper()
                    .createObjectNode()
                    .put("family", each.family())
                    .put("id", each.id())
                    .put("confidence", each.confidence())
                    .put("what", each.detail());
            if (home != null && !each.family().equals("conversion")) {
                PatternUse use = uses.getOrDefault(each.id(), PatternUse.NONE);
                node.put("uses", use.uses()).put("successes", use.successes());
            }
            out.println(node);
        }
    }
}
