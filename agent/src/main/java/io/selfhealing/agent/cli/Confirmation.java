package io.selfhealing.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Asks whoever runs a command whether it may do what cannot be taken back. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Whether the answer is yes. Where nobody is there to answer it is no.
     *
     * @param question without its end
     * @param otherwise what is said then
     */
    static boolean given(String question, String otherwise, PrintStream err) throws IOException {
        err.print(question + " [y/N] ");
        err.flush();
        // The process's own, so that it stays open.
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = input.readLine();
        if (answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))) {
            return true;
        }
        err.println(otherwise + "; --yes does not ask");
        return false;
    }
}
