package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;

/** A command that does one thing: its words are read into its fields, and then it runs. */
abstract class Subcommand extends Helped implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    final PrintStream out;
    final PrintStream err;

    Subcommand(Streams streams) {
        this.out = streams.out();
        this.err = streams.err();
    }

    /** Runs it. @return the exit code */
    @Override
    public abstract Integer call() throws Misuse, Failed, IOException, SpoolException;
}
