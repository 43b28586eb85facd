package io.selfhealing.agent.intercept;

import io.selfhealing.agent.offline.Delivery;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.spool.replay.Admission;
import io.selfhealing.agent.spool.replay.Proofs;
import org.jspecify.annotations.Nullable;

/** Takes all that is kept, and leaves it where it is. */
final class Undelivered implements Delivery {
    @Override
    public Admission admission(Database database, TableKey table) {
        return new Admission.ByLedger();
    }

    @Override
    public @Nullable Proofs proofs(Database database) {
        return null;
    }

    @Override
    public void kept(Database database) {}
}
