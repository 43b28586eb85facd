package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.Signals;
import io.selfhealing.agent.config.Untried;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.learned.Outcomes;
import io.selfhealing.agent.offline.Drafts;
import io.selfhealing.agent.offline.Keeper;
import io.selfhealing.agent.offline.OfflineConnections;
import io.selfhealing.agent.offline.Salvage;
import io.selfhealing.agent.outage.Outages;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Acquaintances;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.spool.replay.Mending;
import io.selfhealing.agent.tracing.SpanEvents;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts this package's parts together. */
public final class Interception {
    private Interception() {}

    /**
     * The handler for the door.
     *
     * @param outcomes told of what becomes of heals
     * @param quarantine null where nothing can be kept, so that nothing is left out
     * @param beside null where nothing is kept in tables of the databases
     * @param keeper asked for nothing where the outages are not active
     * @param acquaintances what is remembered of databases for a process that starts while they are down
     */
    public static Handler assemble(
            Settings settings,
            ModeSwitch mode,
            Surroundings surroundings,
            Decision decision,
            Outcomes outcomes,
            @Nullable Quarantine quarantine,
            @Nullable QuarantineTables beside,
            Restraints restraints,
            Outages outages,
            Keeper keeper,
            Acquaintances acquaintances,
            EventLog log,
            Console console) {
        return assemble(
                settings,
                mode,
                surroundings,
                decision,
                outcomes,
                quarantine,
                beside,
                restraints,
                outages,
                keeper,
                acquaintances,
                log,
                console,
                System::nanoTime);
    }

    static Handler assemble(
            Settings settings,
            ModeSwitch mode,
            Surroundings surroundings,
            Decision decision,
            Outcomes outcomes,
            @Nullable Quarantine quarantine,
            @Nullable QuarantineTables beside,
            Restraints restraints,
            Outages outages,
            Keeper keeper,
            Acquaintances acquaintances,
            EventLog log,
            Console console,
            LongSupplier nanos) {
        InstantSource clock = surroundings.clock();
        Transactions transactions = new Transactions(clock);
        Policies policies = new Policies(settings, restraints, quarantine != null);
        ColumnValues values = new ColumnValues();
        Planner planner = new Planner(settings, new Verdicts(decision, policies, values), transactions, restraints);
        PlanVerifier verifier = new PlanVerifier(planner, transactions);
        Recorder recorder = new Recorder(log, console, new Lessons(outcomes), restraints, spans(settings));
        BesideData place = beside == null ? null : new BesideData(beside, transactions, clock);
        Fates fates = quarantine == null ? null : new Fates(quarantine, beside, transactions, clock);
        Runs runs = new Runs(transactions, quarantine, place, fates, recorder, values, restraints, nanos);
        Binder binder = Binder.of(settings.repairs(), values);
        PartialBatches partial = new PartialBatches(settings.batch(), transactions);
        PreparedRuns prepared = new PreparedRuns(binder, runs, partial);
        PreparedRecovery recovery =
                new PreparedRecovery(mode, planner, verifier, transactions, runs, prepared, partial, clock);
        Witness witness = new Witness(transactions, runs, clock);
        Drafts drafts = new Drafts(
                settings.spool(), settings.outage(), new LastSeen(settings, mode, planner), keeper.delivery());
        OfflineConnections offline =
                new OfflineConnections(drafts, keeper, settings.outage().validity());
        Interim interim = new Interim(outages, offline, settings.spool(), mode);
        Salvage salvage = new Salvage(drafts, keeper);
        Rescue rescue = new Rescue(interim, salvage, log);
        Proving proving = settings.replay().exactlyOnce() ? new Proving(salvage, rescue, nanos) : null;
        PreparedWrites preparedWrites =
                new PreparedWrites(mode, planner, verifier, transactions, runs, prepared, recovery, proving);
        RowFollowing following = quarantine == null || fates == null
                ? null
                : new RowFollowing(
                        new RowWatch(quarantine, fates, new RowProbe(transactions), planner, verifier, clock),
                        mode,
                        planner,
                        preparedWrites);
        return new Handler(
                mode,
                new Databases(surroundings, settings.untried() == Untried.ON, interim, acquaintances),
                preparedWrites,
                new PlainWrites(mode, planner, verifier, transactions, runs, binder, witness, clock),
                new PlainBatches(mode, planner, verifier, transactions, runs, binder, witness, partial),
                runs,
                binder,
                witness,
                rescue,
                proving,
                following,
                settings.signals().warnings() == Signals.Switch.ON);
    }

    private static @Nullable SpanEvents spans(Settings settings) {
        return settings.signals().openTelemetry() == Signals.Switch.ON ? new SpanEvents(SelfHealingDoor::count) : null;
    }

    /**
     * Heals writes that waited on disk.
     *
     * @param outcomes told of what becomes of heals
     * @param quarantine null where nothing can be kept, so that nothing is left out
     */
    public static Mending mending(
            Settings settings,
            ModeSwitch mode,
            InstantSource clock,
            Decision decision,
            Outcomes outcomes,
            @Nullable Quarantine quarantine,
            Restraints all,
            EventLog log,
            Console console) {
        Restraints restraints = all.unrationed(); // What was acknowledged must not become a dead letter for its number.
        Transactions transactions = new Transactions(clock);
        ColumnValues values = new ColumnValues();
        Policies policies = new Policies(settings, restraints, quarantine != null);
        Planner planner = new Planner(settings, new Verdicts(decision, policies, values), transactions, restraints);
        Recorder recorder = new Recorder(log, console, new Lessons(outcomes), restraints, null);
        Runs runs = new Runs(transactions, quarantine, null, null, recorder, values, restraints, System::nanoTime);
        Binder binder = Binder.of(settings.repairs(), values);
        return new SpoolMending(mode, planner, binder, runs, new SpoolConsent(settings.spool()));
    }
}
