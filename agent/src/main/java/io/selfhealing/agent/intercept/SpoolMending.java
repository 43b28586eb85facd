package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.spool.replay.Mender;
import io.selfhealing.agent.spool.replay.Mending;
import java.sql.Connection;

/** Heals writes that waited on disk as it heals those of the application. */
final class SpoolMending implements Mending {
    private final ModeSwitch mode;
    private final Planner planner;
    private final Binder binder;
    private final Runs runs;
    private final SpoolConsent consent;

    SpoolMending(ModeSwitch mode, Planner planner, Binder binder, Runs runs, SpoolConsent consent) {
        this.mode = mode;
        this.planner = planner;
        this.binder = binder;
        this.runs = runs;
        this.consent = consent;
    }

    @Override
    public Mender on(Database database, Connection own) {
        database.answers();
        database.learn(own);
        ConnectionState connection = new ConnectionState(own, database, new StartPath());
        SpoolTargets targets = new SpoolTargets(connection, own, planner, consent);
        return new SpoolMender(connection, mode, planner, binder, runs, targets);
    }
}
