package io.selfhealing.agent.cli;

import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a database is read with by a command that writes nothing of the schema's history. */
final class ReadSurroundings {
    private static final Duration LONGER_THAN_A_COMMAND = Duration.ofMinutes(5);

    private ReadSurroundings() {}

    static Surroundings of(Path home, PrintStream err) {
        InstantSource clock = InstantSource.system();
        return new Surroundings(
                Ledger.reading(home.resolve("schema"), complaints(err), clock),
                listener(err),
                ReadSurroundings::daemon,
                clock,
                SchemaSettings.of(LONGER_THAN_A_COMMAND, LONGER_THAN_A_COMMAND));
    }

    private static SchemaListener listener(PrintStream err) {
        return new SchemaListener() {
            @Override
            public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {
                // What it is now is read all the same.
            }

            @Override
            public void unavailable(String database, String reason) {
                err.println(database + " cannot be read: " + reason);
            }
        };
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "self-healing-read");
        thread.setDaemon(true);
        return thread;
    }

    private static LedgerListener complaints(PrintStream err) {
        return new LedgerListener() {
            @Override
            public void setAside(Path file, String reason) {
                err.println("a file of the history could not be read and was set aside: " + file + ": " + reason);
            }

            @Override
            public void unwritable(Path directory, String reason) {
                err.println("the history in " + directory + " cannot be read: " + reason);
            }
        };
    }
}
