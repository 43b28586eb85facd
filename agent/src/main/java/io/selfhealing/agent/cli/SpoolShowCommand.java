package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(name = "show", description = "One record.")
final class SpoolShowCommand extends SpoolOfDirectory {
    @Parameters(index = "1", paramLabel = "RECORD", converter = Id.class, description = "as spool list shows it")
    private @Nullable RecordId record;

    SpoolShowCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException, SpoolException {
        return record != null && acts().show(record) ? DONE : FAILED;
    }

    static final class Id implements ITypeConverter<RecordId> {
        @Override
        public RecordId convert(String word) {
            try {
                return RecordId.parse(word);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("not the number of a record: " + word);
            }
        }
    }
}
