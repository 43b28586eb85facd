package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.spool.RecordId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that has the agents of a home do something with what waits there. */
abstract class SpoolOfHome extends HomeCommand {
    private static final int MOST_IN_A_LINE = 500;
    private static final long LOOK_MILLIS = 200;

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    SpoolOfHome(Streams streams) {
        super(streams);
    }

    /** At least one. */
    final List<OpenSpool> open() throws Failed, IOException {
        List<OpenSpool> open = OpenSpool.of(home, err);
        if (open.isEmpty()) {
            throw new Failed(
                    "no agent that has a spool open answers in " + home
                            + ": a process with that home, and with tables in"
                            + " selfhealing.spool.tables, takes over what is there and writes it",
                    null);
        }
        return open;
    }

    /** The requests that name these records, a few at a time; one where all are meant. */
    static List<ObjectNode> requests(List<RecordId> records, @Nullable String database) {
        List<ObjectNode> requests = new ArrayList<>();
        for (int from = 0; from < Math.max(1, records.size()); from += MOST_IN_A_LINE) {
            ObjectNode request = OpenSpool.arguments();
            if (database != null) {
                request.put("database", database);
            }
            if (records.isEmpty()) {
                request.put("all", true);
            }
            ArrayNode named = request.putArray("records");
            records.subList(from, Math.min(records.size(), from + MOST_IN_A_LINE))
                    .forEach(id -> named.add(id.toString()));
            requests.add(request);
        }
        return requests;
    }

    /** Has an agent do something piece by piece until there is nothing left of it. @return how much it was */
    static long all(OpenSpool spool, String command, ObjectNode request, String field, Progress progress)
            throws Failed {
        long sum = 0;
        for (long done = 1; done > 0; sum += done) {
            done = spool.told(command, request).path(field).asLong();
            progress.at(sum + done, 0);
        }
        return sum;
    }

    /** Waits until no replay has anything to do, and shows what has come of it. @return whether nothing waits */
    final boolean watch(List<OpenSpool> spools) throws Failed {
        List<OpenSpool> ended = new ArrayList<>();
        boolean empty = true;
        for (OpenSpool each : spools) {
            OpenSpool now = untilEnded(each);
            ended.add(now);
            empty &= now.waiting() == 0;
        }
        new ReplayTable(json, out).print(ended);
        for (OpenSpool each : ended) {
            tell(each);
        }
        return empty;
    }

    private void tell(OpenSpool spool) {
        out.println(
                json
                        ? OpenSpool.arguments()
                                .put("pid", spool.agent().pid())
                                .put("waiting", spool.waiting())
                                .put("dead_letters", spool.deadLetters())
                        : spool.agent().pid() + ": " + spool.waiting() + " records wait, " + spool.deadLetters()
                                + " dead letters");
    }

    private OpenSpool untilEnded(OpenSpool begun) throws Failed {
        long all = begun.waiting();
        try (Progress progress = new Progress(err, "records", System::nanoTime)) {
            OpenSpool now = begun.now();
            while (now.isAtWork()) {
                progress.at(Math.max(0, all - now.waiting()), all);
                Thread.sleep(LOOK_MILLIS);
                now = now.now();
            }
            return now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted; the agents go on", e);
        }
    }
}
