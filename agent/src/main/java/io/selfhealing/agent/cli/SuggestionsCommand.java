package io.selfhealing.agent.cli;

import io.selfhealing.agent.report.Suggestion;
import io.selfhealing.agent.report.SuggestionPage;
import io.selfhealing.agent.report.Suggestions;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "suggestions",
        description = {
            "What would end each mismatch for good: SQL with its undo and risks, or the change to the application.",
            "Reads the events and what is known of tables; connects to nothing."
        },
        footer = "  suggestions .self-healing")
final class SuggestionsCommand extends HomeCommand {
    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    SuggestionsCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        HomeDirectory.require(home);
        List<Suggestion> suggestions = Suggestions.of(home);
        out.print(json ? SuggestionPage.json(suggestions) : SuggestionPage.text(suggestions));
        if (suggestions.isEmpty() && !json) {
            err.println("nothing: no event in " + home + " tells of a write that does not fit its table");
        }
        return DONE;
    }
}
