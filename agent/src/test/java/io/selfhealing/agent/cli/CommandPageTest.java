package io.selfhealing.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandPageTest {
    /** Surefire's working directory is the module's. */
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    private final CommandSpec root = new Main(System.out, System.err).line().getCommandSpec();

    @Test
    void theCommittedPageIsWhatTheCommandsSay() throws IOException {
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, CommandPage.of(root));
        }
        assertThat(PAGE)
                .as("run: mvn -pl agent -am test -Dtest=CommandPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dupdate.docs=true")
                .hasContent(CommandPage.of(root));
    }

    @Test
    void everyCommandSaysWhatItDoesAndWhatItsWordsMean() {
        for (CommandSpec command : HelpSections.acting(root)) {
            assertThat(command.usageMessage().description())
                    .as(Synopsis.path(command))
                    .isNotEmpty();
            assertThat(command.args())
                    .as(Synopsis.path(command))
                    .allMatch(word -> word.hidden() || word.description().length > 0);
        }
    }

    @Test
    void everyExampleIsOfItsOwnCommand() {
        for (CommandSpec command : HelpSections.acting(root)) {
            for (String example : command.usageMessage().footer()) {
                String[] words = example.strip().split(" ", -1);
                CommandLine line = root.commandLine();
                for (String word : words) {
                    line = line.getSubcommands().getOrDefault(word, line);
                }
                if (!example.startsWith("   ")) {
                    assertThat(line.getCommandSpec()).as(example).isSameAs(command);
                }
            }
        }
    }
}
