package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.RecordId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about some of what waits in a home. Nothing is meant that is not named: nobody loses anything by a word too few. */
abstract class SpoolOfRecords extends SpoolOfHome {
    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "RECORD",
            converter = SpoolShowCommand.Id.class,
            description = "as spool list shows it")
    private List<RecordId> records = new ArrayList<>();

    @Option(names = "--all", description = "all, and not records that are named")
    private boolean all;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "those for that database alone, as spool list shows it")
    private @Nullable String database;

    SpoolOfRecords(Streams streams) {
        super(streams);
    }

    final SpoolChoice choice() throws Misuse {
        if (all == !records.isEmpty()) {
            throw new Misuse("either --all, or the records that are meant; spool list shows them");
        }
        return new SpoolChoice(records, database);
    }
}
