package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Printable;
import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;

/** {@code java -jar self-healing-agent.jar …}. */
public final class Main {
    private final Streams streams;

    Main(PrintStream out, PrintStream err) {
        this.streams = new Streams(Printable.stream(out), Printable.stream(err));
    }

    /** Ends the JVM: with 0, or with 1 where it did not work, or with 2 where the command is not understood. */
    public static void main(String[] arguments) {
        System.exit(new Main(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            String first = arguments.isEmpty() ? "" : arguments.get(0);
            CommandLine line = read(CommandTree.of(streams, first));
            boolean unknown = !first.isEmpty()
                    && !first.startsWith("-")
                    && !line.getSubcommands().containsKey(first);
            // With a --help behind it, an unknown word would be passed over.
            return line.execute(unknown ? new String[] {first} : arguments.toArray(String[]::new));
        } catch (OutOfMemoryError | StackOverflowError e) {
            streams.err().println("what is to be read does not fit into this JVM's memory; try java -Xmx1g -jar …");
            return Subcommand.FAILED;
        } catch (NoClassDefFoundError e) {
            streams.err()
                    .println(
                            "this Java cannot attach to others: it has no module jdk.attach; run the command with a JDK");
            return Subcommand.FAILED;
        }
    }

    /** All commands. */
    CommandLine line() {
        return read(CommandTree.all(streams));
    }

    private CommandLine read(CommandLine line) {
        Mistakes mistakes = new Mistakes(streams.err());
        line.setParameterExceptionHandler(mistakes);
        line.setExecutionExceptionHandler((failure, command, words) -> failed(failure, command, mistakes));
        line.setOut(Streams.writer(streams.out()));
        line.setErr(Streams.writer(streams.err()));
        line.setExpandAtFiles(false); // A value may begin with an @.
        line.setPosixClusteredShortOptionsAllowed(false);
        HelpSections.install(line);
        return line;
    }

    private int failed(Exception failure, CommandLine command, Mistakes mistakes) throws Exception {
        if (failure instanceof Misuse) {
            return mistakes.say(command.getCommandSpec(), String.valueOf(failure.getMessage()));
        }
        if (failure instanceof IOException) {
            streams.err().println("cannot be read: " + failure);
            return Subcommand.FAILED;
        }
        if (failure instanceof Failed || failure instanceof SpoolException) {
            streams.err().println(failure.getMessage());
            return Subcommand.FAILED;
        }
        throw failure;
    }
}
