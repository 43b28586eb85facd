package io.selfhealing.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of commands on a page. Commands begin with {@code $} and what they print stands below them; where the block is
 * quiet, all lines are commands, and nothing is shown.
 */
record ShownBlock(List<String> lines, boolean quiet) {
    private static final String PROMPT = "$ ";

    ShownBlock {
        lines = List.copyOf(lines);
    }

    /** What it would look like if it were written now, after its commands were run; each must end with 0. */
    List<String> played(Shell shell, Wording wording) throws IOException {
        List<String> played = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int end = endOfCommand(at);
            played.addAll(lines.subList(at, end));
            String command = String.join("\n", lines.subList(at, end));
            if (!quiet && !command.startsWith(PROMPT)) {
                throw new IllegalStateException("a block that shows outputs begins with a command: " + command);
            }
            int next = quiet ? end : nextCommand(end);
            String printed = run(shell, wording, quiet ? command : command.substring(PROMPT.length()));
            if (!quiet) {
                played.addAll(shown(wording, String.join("\n", lines.subList(end, next)), printed));
            }
            at = next;
        }
        return played;
    }

    private static String run(Shell shell, Wording wording, String command) throws IOException {
        Shell.Answer answer = shell.run(wording.command(command));
        assertThat(answer.code()).as(command + "\n" + answer.printed()).isZero();
        return answer.printed();
    }

    /** What is on the page, where that says the same. */
    private static List<String> shown(Wording wording, String before, String printed) {
        String now = wording.output(printed);
        if (Unstable.without(before).equals(Unstable.without(now))) {
            wording.learn(before, now);
            return before.isEmpty() ? List.of() : before.lines().toList();
        }
        return now.lines().toList();
    }

    private int endOfCommand(int start) {
        int end = start;
        while (lines.get(end).endsWith("\\")) {
            end++;
        }
        return end + 1;
    }

    private int nextCommand(int from) {
        int next = from;
        while (next < lines.size() && !lines.get(next).startsWith(PROMPT)) {
            next++;
        }
        return next;
    }
}
