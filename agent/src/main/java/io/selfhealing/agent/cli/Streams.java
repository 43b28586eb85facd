package io.selfhealing.agent.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/** Where a command says what it found, and where it says what is wrong. */
record Streams(PrintStream out, PrintStream err) {
    /** For those who want a writer: the same stream, which knows its own character set. */
    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new Passing(stream), true);
    }

    private static final class Passing extends Writer {
        private final PrintStream stream;

        Passing(PrintStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(char[] text, int from, int length) {
            stream.print(new String(text, from, length));
        }

        @Override
        public void flush() {
            stream.flush();
        }

        @Override
        public void close() {
            stream.flush(); // It is the process's.
        }
    }
}
