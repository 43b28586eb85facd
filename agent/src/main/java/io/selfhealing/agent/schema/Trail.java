package io.selfhealing.agent.schema;

import java.util.List;

/**
 * Where a lost table was looked for.
 *
 * @param watched the places on which the answer depends
 * @param fingerprints of those places, asked for before they were read
 */
record Trail(LostTable lost, List<TableKey> watched, String fingerprints) {
    Trail {
        watched = List.copyOf(watched);
    }
}
