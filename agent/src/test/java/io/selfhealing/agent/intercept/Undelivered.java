package io.selfhealing.agent.intercept;

import io.selfhealing.agent.offline.Delivery;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.spool.replay.Admission;

/** Takes all that is kept, and leaves it where it is. */
final class Undelivered implements Delivery {
    @Override
    public Admission admission(Database database, TableKey table) {
        return new Admission.ByLedger();
    }

    @Override
    public void kept(Database database) {}
}
