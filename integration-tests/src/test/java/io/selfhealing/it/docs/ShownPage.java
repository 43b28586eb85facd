package io.selfhealing.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation. The line {@code <!-- run: scene -->} before a block says in which scene its commands are run,
 * and {@code <!-- run quietly: scene -->} that nothing of what they print is shown.
 */
record ShownPage(Path file) {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MARK = Pattern.compile("<!-- run( quietly)?: ([a-z-]+) -->");
    private static final Pattern COMMAND =
            Pattern.compile("(\\$ |    )?(\\$ )?java (.* )?(-jar |-javaagent:)\\S*self-healing-agent\\.jar.*");
    /** Generated from the commands, whose own tests look at it. */
    private static final String REFERENCE = "commands.md";

    /** In the order in which they are played: some change what later ones show. */
    static List<ShownPage> all() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(files.sorted(), Stream.of(ROOT.resolve("README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(ShownPage::new)
                    .toList();
        }
    }

    /** Runs what all pages show of a scene, and compares what it prints; with {@code -Dupdate.docs=true} writes it. */
    static void play(String scene, Path directory, Wording wording, Map<String, String> environment)
            throws IOException {
        List<String> stale = new ArrayList<>();
        for (ShownPage page : all()) {
            List<ShownBlock> blocks = page.blocks(scene);
            List<List<String>> played = new ArrayList<>();
            try (Shell shell = new Shell(directory, environment)) {
                for (ShownBlock block : blocks) {
                    played.add(block.played(shell, wording));
                }
            }
            if (Boolean.getBoolean("update.docs")) {
                page.replace(scene, played);
            }
            for (int i = 0; i < blocks.size(); i++) {
                if (!Boolean.getBoolean("update.docs")
                        && !played.get(i).equals(blocks.get(i).lines())) {
                    stale.add(page.file + " shows\n"
                            + String.join("\n", blocks.get(i).lines()) + "\nand now it is\n"
                            + String.join("\n", played.get(i)));
                }
            }
        }
        assertThat(stale).as("run this test with -Dupdate.docs=true").isEmpty();
    }

    /** Lines in code that call the agent, and are in no block that is run. */
    List<String> commandsThatAreNotRun() throws IOException {
        List<String> found = new ArrayList<>();
        boolean run = false;
        boolean fenced = false;
        String before = "";
        for (String line : file.endsWith(REFERENCE) ? List.<String>of() : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
                run = fenced && MARK.matcher(before).matches();
            } else if (!run
                    && (fenced || line.startsWith("    "))
                    && COMMAND.matcher(line).matches()) {
                found.add(file + ": " + line);
            }
            before = line;
        }
        return found;
    }

    private List<ShownBlock> blocks(String scene) throws IOException {
        List<ShownBlock> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.matches() && mark.group(2).equals(scene)) {
                blocks.add(new ShownBlock(lines.subList(i + 2, end(lines, i + 2)), mark.group(1) != null));
            }
        }
        return blocks;
    }

    private static int end(List<String> lines, int from) {
        int end = from;
        while (!lines.get(end).equals("```")) {
            end++;
        }
        return end;
    }

    /** The page may have been written by another scene meanwhile. */
    private void replace(String scene, List<List<String>> played) throws IOException {
        synchronized (ShownPage.class) {
            List<String> lines = Files.readAllLines(file);
            List<String> written = new ArrayList<>();
            int block = 0;
            for (int i = 0; i < lines.size(); i++) {
                written.add(lines.get(i));
                Matcher mark = MARK.matcher(lines.get(i));
                if (mark.matches() && mark.group(2).equals(scene)) {
                    written.add(lines.get(i + 1));
                    written.addAll(played.get(block++));
                    i = end(lines, i + 2) - 1;
                }
            }
            if (!written.equals(lines)) {
                Files.write(file, written);
            }
        }
    }
}
