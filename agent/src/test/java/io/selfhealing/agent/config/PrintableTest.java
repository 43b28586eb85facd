package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @ParameterizedTest
    @CsvSource({
        "a\u001b[31mb, a\\u001b[31mb",
        "a\u009b2Jb, a\\u009b2Jb",
        "a\u202eb, a\\u202eb",
        "a\u2066b, a\\u2066b",
        "a\u200bb, a\\u200bb",
        "a\ufeffb, a\\ufeffb",
        "a\u2028b, a\\u2028b",
        "a\u0007b, a\\u0007b",
        "a\ud800b, a\\ud800b",
        "größe, größe",
        "客户, 客户",
        "\ud83d\ude00, \ud83d\ude00"
    })
    void whatSteersATerminalIsShownAsAnEscape(String text, String shown) {
        assertThat(Printable.line(text)).isEqualTo(shown);
        assertThat(Printable.lines(text)).isEqualTo(shown);
        assertThat(Printable.isNeededFor(text)).isEqualTo(!text.equals(shown));
    }

    @Test
    void aLineHasNoEndInIt() {
        assertThat(Printable.line("a\nb\r\nc\td")).isEqualTo("a\\u000ab\\u000d\\u000ac\\u0009d");
        assertThat(Printable.lines("a\nb\r\nc\td")).isEqualTo("a\nb\r\nc\td");
        assertThat(Printable.lines("a\rb"))
                .as("what was printed before is not overwritten")
                .isEqualTo("a\\u000db");
    }

    @Test
    void aStreamShowsNothingElse() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = Printable.stream(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        stream.println("a\u001bb");
        stream.printf("%s|%d%n", "c\u202ed", 1);
        stream.print((Object) "e\u009bf");
        stream.append("g\u0007h").append('\u001b');
        stream.println();
        stream.println((Object) "i\u001bj");

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("a\\u001bb", "c\\u202ed|1", "e\\u009bfg\\u0007h\\u001b", "i\\u001bj");
    }
}
