package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.Entry;
import java.util.List;

/**
 * The value that a row's column would have by now.
 *
 * @param entry of the last write
 * @param older of earlier writes, whose place it took
 */
record Candidate(Entry entry, List<Entry> older) {
    Candidate {
        older = List.copyOf(older);
    }
}
