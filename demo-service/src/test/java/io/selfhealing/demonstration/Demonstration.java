package io.selfhealing.demonstration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the agent is worth to a service that knows nothing of it: {@link Options#HELP} says how to start it. Exit
 * codes: 0 all claims hold, 1 one does not or the demonstration could not be carried out, 2 wrong options.
 */
public final class Demonstration {
    private final Options options;
    private final Closing closing;

    private Demonstration(Options options, Closing closing) {
        this.options = options;
        this.closing = closing;
    }

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            Options options = Options.parse(given);
            System.exit(perform(options) ? 0 : 1);
        } catch (DemonstrationException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static boolean perform(Options options) {
        Closing closing = new Closing();
        Runtime.getRuntime().addShutdownHook(new Thread(closing::close, "clean-up"));
        try (closing) {
            return carriedOut(options, closing);
        }
    }

    /** What went wrong is said before all is closed; what ends because all was closed is not worth a word. */
    private static boolean carriedOut(Options options, Closing closing) {
        try {
            return new Demonstration(options, closing).holds();
        } catch (DemonstrationException | IOException | SQLException e) {
            if (!closing.isClosed()) {
                System.err.println("The demonstration could not be carried out: " + e.getMessage());
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean holds() throws IOException, InterruptedException, SQLException {
        System.out.println("Writing to an unmodified service on "
                + options.database().title() + " while its schema changes; about "
                + (options.baseline() ? 1 : 2) * (options.traffic().toSeconds() + outages(options) + 8) + " s");
        Workspace workspace = closing.add(Workspace.create(options.keep()));
        DatabaseServer server = closing.add(DatabaseServer.start(options.database(), workspace));
        RunResult alone = run(workspace, server, false);
        RunResult healed = options.baseline() ? null : run(workspace, server, true);
        System.out.println();
        System.out.println(Report.of(options.database(), alone, healed));
        boolean proved = verdict("without the agent", alone);
        return verdict("with the agent", healed) && proved;
    }

    private RunResult run(Workspace workspace, DatabaseServer server, boolean healing)
            throws IOException, InterruptedException, SQLException {
        String name = healing ? "with_agent" : "without_agent";
        Path directory = workspace.directory(name);
        Path home = directory.resolve("agent");
        List<String> jvmOptions = healing
                ? List.of(
                        "-javaagent:" + options.agent(),
                        "-Dselfhealing.home=" + home,
                        "-Dselfhealing.spool.tables=" + Kind.EVENT.table(),
                        "-Dselfhealing.tables=create")
                : List.of();
        ShopDatabase database = server.create(name);
        try (ServiceProcess process =
                closing.add(ServiceProcess.start(options.service(), jvmOptions, database, directory))) {
            URI address = process.awaitAddress();
            return new Run(options, process, address, server, database, new AgentFiles(home), healing).play();
        }
    }

    private static long outages(Options options) {
        return Act.all(options.database()).stream()
                .mapToLong(act -> act.disturbance().length().toSeconds())
                .sum();
    }

    private static boolean verdict(String title, @Nullable RunResult result) {
        if (result == null) {
            return true;
        }
        result.problems().forEach(problem -> System.err.println("NOT AS CLAIMED, " + title + ": " + problem));
        return result.problems().isEmpty();
    }
}
