package io.selfhealing.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages link to is there: files, headings, and the tests that hold what a page promises. */
final class DocumentationTest {
    /** Surefire's working directory is the module's. */
    private static final Path ROOT = Path.of("..");

    /** {@code [text](target "method")} and {@code [name]: target "method"}. */
    private static final Pattern LINK =
            Pattern.compile("(?:\\]\\(|(?m:^)\\[[^\\]^]+\\]: )([^\\s)]+)(?: \"([^\"]+)\")?\\)?");

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

    @Test
    void whatPagesLinkToIsThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            links(page)
                    .filter(link -> !link.group(1).contains("://"))
                    .filter(link -> !exists(page, link.group(1)))
                    .forEach(link -> broken.add(page + " → " + link.group(1)));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void testsThatPagesNameAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int named = 0;
        for (Path page : pages()) {
            for (MatchResult link :
                    links(page).filter(it -> it.group(2) != null).toList()) {
                named++;
                if (!Files.readString(page.resolveSibling(link.group(1))).contains("void " + link.group(2) + "(")) {
                    broken.add(page + " → " + link.group(2) + " in " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    @Test
    void whatSafetyPromisesIsHeldByTheTestItShows() throws IOException {
        Path page = ROOT.resolve("docs").resolve("safety.md");
        List<String> broken = Pattern.compile("\\[`([A-Za-z]+)`\\]\\[([a-z-]+)\\]")
                .matcher(Files.readString(page))
                .results()
                .filter(shown -> links(page)
                        .noneMatch(link -> shown.group(1).equals(link.group(2))
                                && link.group().startsWith("[" + shown.group(2) + "]: ")))
                .map(MatchResult::group)
                .toList();
        assertThat(broken).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(ROOT::resolve),
                            files.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static Stream<MatchResult> links(Path page) {
        try {
            return LINK.matcher(CODE.matcher(Files.readString(page))
                            .replaceAll(code -> code.group().startsWith("```") ? "" : "code"))
                    .results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exists(Path page, String target) {
        int anchor = target.indexOf('#');
        String path = anchor < 0 ? target : target.substring(0, anchor);
        Path file = path.isEmpty() ? page : page.resolveSibling(path);
        return Files.exists(file) && (anchor < 0 || headings(file).contains(target.substring(anchor + 1)));
    }

    /** As GitHub names them. */
    private static List<String> headings(Path page) {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
