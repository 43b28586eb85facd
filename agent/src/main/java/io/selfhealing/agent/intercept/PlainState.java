package io.selfhealing.agent.intercept;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent knows of one plain statement of the application. */
final class PlainState {
    final ConnectionState connection;

    @Nullable
    Run run;
    /** The text under way was already tried a second time. */
    boolean repeated;
    /** The runs behind the texts added to the batch. */
    List<Run> batch = List.of();

    PlainState(ConnectionState connection) {
        this.connection = connection;
    }

    void keepInBatch(Run added) {
        if (batch.isEmpty()) {
            batch = new ArrayList<>();
        }
        batch.add(added);
    }
}
