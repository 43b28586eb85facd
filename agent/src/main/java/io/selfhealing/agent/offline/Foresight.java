package io.selfhealing.agent.offline;

import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;

/** What would become of a write if its table were still as it was last seen. */
@FunctionalInterface
public interface Foresight {
    /** Nobody is asked. A heal is given only where it would be made. */
    Verdict of(String sql, Database database, TableKey key, TableHistory lastKnown);
}
