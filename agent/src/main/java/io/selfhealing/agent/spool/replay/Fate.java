package io.selfhealing.agent.spool.replay;

import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** Hears whether a write ran. Whether its transaction was committed, {@link Mender} hears. */
public interface Fate {
    /** Nobody needs to know. */
    Fate UNHEARD = new Fate() {
        @Override
        public void ran(@Nullable PreparedStatement statement) {}

        @Override
        public void failed() {}
    };

    /**
     * It ran, in a transaction that is still open.
     *
     * @param statement to be asked for generated keys; null where it ran in a batch
     */
    void ran(@Nullable PreparedStatement statement);

    /** It did not run, or failed. */
    void failed();
}
