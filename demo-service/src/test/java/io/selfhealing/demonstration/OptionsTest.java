package io.selfhealing.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    @TempDir
    private Path directory;

    private Path jar = Path.of("");

    @BeforeEach
    void createJar() throws IOException {
        jar = Files.createFile(directory.resolve("some.jar"));
    }

    @Test
    void optionsAreRead() {
        Options options = parse("--database", "postgres", "--seconds", "20", "--rate", "90", "--keep");

        assertThat(options).isEqualTo(new Options(Product.POSTGRES, Duration.ofSeconds(20), 90, jar, jar, true, false));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> parse("--database", "oracle"))
                .hasMessage("--database is oracle; it may be h2 or postgres");
        assertThatThrownBy(() -> parse("--seconds", "soon")).hasMessage("--seconds is soon; it must be a number");
        assertThatThrownBy(() -> parse("--rate", "0")).hasMessage("--rate is 0; it must be from 3 to 500");
        assertThatThrownBy(() -> parse("--rate")).hasMessage("--rate needs a value; --help lists the options");
        assertThatThrownBy(() -> parse("--fast")).hasMessage("Unknown option --fast; --help lists them");
    }

    @Test
    void aMissingAgentIsNamedWithTheCommandThatBuildsIt() {
        Path missing = directory.resolve("agent.jar");

        assertThatThrownBy(() -> parse("--agent", missing.toString()))
                .hasMessage(missing.toAbsolutePath() + " does not exist; build it first: mvn -pl agent -am verify");
    }

    private Options parse(String... given) {
        List<String> arguments = new ArrayList<>(List.of("--service", jar.toString(), "--agent", jar.toString()));
        arguments.addAll(List.of(given));
        return Options.parse(arguments);
    }
}
