package io.selfhealing.agent.quarantine.backfill;

import java.util.LinkedHashMap;
import java.util.Map;

/** Nothing more can be written back to a table, or to the database, for now. */
final class StoppedException extends Exception {
    private final transient Obstacle obstacle;
    private final transient Map<Candidate, Result> before;

    /** @param before what was decided and committed before */
    StoppedException(Obstacle obstacle, String reason, Map<Candidate, Result> before) {
        super(reason);
        this.obstacle = obstacle;
        this.before = new LinkedHashMap<>(before);
    }

    boolean losesConnection() {
        return obstacle == Obstacle.CONNECTION;
    }

    Map<Candidate, Result> before() {
        return before;
    }
}
