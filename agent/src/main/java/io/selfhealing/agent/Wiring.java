package io.selfhealing.agent;

import io.selfhealing.agent.admin.OffFile;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.config.Learned;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.QuarantineSettings;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.content.Prints;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.TableCounts;
import io.selfhealing.agent.event.store.EventStore;
import io.selfhealing.agent.heal.Answer;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Rung;
import io.selfhealing.agent.heal.learned.LearnedFile;
import io.selfhealing.agent.heal.learned.Outcomes;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.heal.pattern.PatternFile;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.instrument.Weaver;
import io.selfhealing.agent.intercept.Handler;
import io.selfhealing.agent.intercept.Interception;
import io.selfhealing.agent.intercept.ModeSwitch;
import io.selfhealing.agent.offline.Keeper;
import io.selfhealing.agent.outage.Outages;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.backfill.Aliases;
import io.selfhealing.agent.quarantine.backfill.Backfill;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Acquaintances;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.replay.Replayers;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.agent.tables.HistoryTables;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the parts together, opens the door, and has the drivers woven. */
final class Wiring {
    private Wiring() {}

    static void open(Settings settings, Console console, Instrumentation instrumentation, boolean late) {
        OffFile off = new OffFile(settings.home());
        boolean killed = off.isThere();
        ModeSwitch mode = new ModeSwitch(killed ? Mode.OFF : settings.mode());
        InstantSource clock = InstantSource.system();
        AgentThreads threads = new AgentThreads();
        Home home = Home.open(settings.home());
        if (!home.lasting()) {
            console.warn("nothing can be kept in " + home.directory() + " (" + home.obstacle()
                    + "): values are not left out, events are not written, and what is known of the schema ends with this"
                    + " process; set selfhealing.home");
        }
        EventLog log = EventLog.start(
                settings.home(), mode::mode, settings.eventsMaxBytes(), clock, console, threads, home.lasting());
        AuditLog audit = home.lasting() ? new AuditLog(settings.home(), clock) : null;
        if (audit != null) {
            log.onFirst(new Auditor(audit, console));
        }
        Audits audits = new Audits(audit, console, threads);
        Restraints restraints =
                Restraints.of(settings, home.lasting() ? settings.home() : null, clock, threads, console, audits);
        Quarantine quarantine = home.lasting()
                ? new Quarantine(settings.home(), settings.quarantineMaxBytes(), clock, new SplittableRandom())
                : null;
        QuarantineTables beside = new QuarantineTables(
                new AgentTables(settings.tables(), console::warn), console::warn, new SplittableRandom());
        Learned learned = settings.repairs().learned();
        Learner learner = learner(settings, home, log, console, threads, clock);
        Backfill backfill = backfill(settings, quarantine, beside, mode, restraints, log, console, threads, clock);
        AgentTables tables = new AgentTables(settings.tables(), console::warn);
        TableCounts counts = new TableCounts();
        log.onEach(counts);
        EventStore store = Storing.begin(settings, home, mode::mode, tables, log, console, threads, clock);
        Surroundings surroundings = new Surroundings(
                new Ledger(home.lasting() ? settings.home().resolve("schema") : null, ledger(console), clock),
                changes(log, console, learner, backfill, store),
                threads,
                clock,
                SchemaSettings.of(settings.schemaTtl(), settings.schemaPoll())
                        .sampling(settings.repairs().sampledRows()),
                new HistoryTables(tables, clock),
                new Prints(home.lasting() ? settings.home().resolve("content") : null, console::warn));
        Outages outages = new Outages(
                settings.outage(),
                settings.spool(),
                home.lasting(),
                threads,
                clock,
                new SplittableRandom(),
                log,
                console);
        CompletableFuture<Spool> spool =
                outages.active() ? SpoolOpening.begin(settings, clock, threads, console) : new CompletableFuture<>();
        Decision decision = decision(ownPatterns(settings, console), learned, learner);
        Outcomes outcomes = learner == null ? Outcomes.UNHEARD : learner;
        Replaying replaying = Replaying.of(
                spool,
                open -> new Replayers(
                        open,
                        Interception.mending(
                                settings, mode, clock, decision, outcomes, quarantine, restraints, log, console),
                        tables,
                        settings.replay(),
                        log,
                        console,
                        threads,
                        clock,
                        new SplittableRandom()));
        outages.listen(replaying);
        Handler handler = Interception.assemble(
                settings,
                mode,
                surroundings,
                decision,
                outcomes,
                quarantine,
                beside,
                restraints,
                outages,
                new Keeper(spool, clock, log, replaying),
                new Acquaintances(home.lasting() ? settings.home() : null, console::warn, clock),
                log,
                console);
        SelfHealingDoor.onSwallowed(() -> log.record(
                new HealEvent.SwallowedError("kept from the application: " + SelfHealingDoor.lastSwallowed())));
        if (late) {
            handler.bypassed(); // What was made before is not seen.
            SelfHealingDoor.late();
        }
        SelfHealingDoor.install(handler);
        console.info("is here, in mode " + mode.mode()
                + (home.lasting()
                        ? ", with its home in "
                                + settings.home().toAbsolutePath().normalize()
                        : "")
                + "; -Dselfhealing.mode=off keeps it out");
        Weaver weaver = Weaver.install(instrumentation, callbacks(log, console, handler), threads);
        ModeChange change = new ModeChange(
                mode, settings.mode(), off, handler, weaver, console, audits, restraints::renew, threads);
        SelfHealingDoor.onCommand(change::obey);
        Instant started = clock.instant();
        Supplier<Status> told = () -> Storing.told(new Status(mode, handler, log.counts(), started), store);
        Holdings holdings = new Holdings(outages.active(), spool, quarantine, counts, clock);
        Measuring.begin(settings.signals().metricsPort(), told, mode::mode, store, holdings, console, threads);
        new Steering(settings, home, off, change, told, console, threads)
                .with((commands, status) -> Bounding.tell(commands, status, settings, restraints))
                .with((commands, status) -> holdings.tell(status))
                .with((commands, status) -> new SpoolCommands(outages.active(), spool, replaying).addTo(commands))
                .begin(killed);
        if (backfill != null) {
            restraints.onAliases(backfill::changed);
        }
        restraints.begin();
    }

    private static @Nullable Learner learner(
            Settings settings, Home home, EventLog log, Console console, AgentThreads threads, InstantSource clock) {
        if (settings.repairs().learned().use() == Learned.Use.OFF) {
            return null;
        }
        LearnedFile file = home.lasting() ? new LearnedFile(settings.home(), console::warn) : null;
        return new Learner(file, log, console, threads, clock);
    }

    private static Decision decision(Patterns own, Learned learned, @Nullable Learner learner) {
        Rung rung =
                learner == null || learned.use() == Learned.Use.OBSERVE ? question -> Answer.UNKNOWN : learner.rung();
        return Patterns.decision(own, rung, learned.ensemble());
    }

    private static Patterns ownPatterns(Settings settings, Console console) {
        Path file = settings.repairs().patterns().orElse(null);
        if (file == null) {
            return Patterns.NONE;
        }
        try {
            PatternFile.Read read = PatternFile.of(Files.readString(file));
            read.mistakes().forEach(mistake -> console.warn("selfhealing.patterns=" + file + ", " + mistake));
            if (!read.mistakes().isEmpty()) {
                console.warn("selfhealing.patterns=" + file + " is not used until its mistakes are mended");
            }
            return read.patterns();
        } catch (IOException e) {
            console.warn("selfhealing.patterns=" + file + " cannot be read and is ignored: " + e);
            return Patterns.NONE;
        }
    }

    private static Weaver.Callbacks callbacks(EventLog log, Console console, Handler handler) {
        return new Weaver.Callbacks() {
            @Override
            public void woven(String className) {
                console.debug("woven: " + className);
            }

            @Override
            public void bypassed() {
                handler.bypassed();
            }

            @Override
            public void late(String className) {
                console.warn(
                        "the class loader of " + className + " does not show the class files of its drivers: they are"
                                + " woven just after they are loaded, and the first calls may go past the agent");
            }

            @Override
            public void unreachable(String className) {
                console.warn("writes through " + className + " are not healed: its class loader does not find "
                        + SelfHealingDoor.class.getName());
            }

            @Override
            public void failed(String className, Throwable failure) {
                console.warn("writes through " + className + " are not healed: it could not be woven ("
                        + failure.getClass().getName() + ")");
                log.record(new HealEvent.SwallowedError(
                        "weaving " + className + ": " + failure.getClass().getName()));
            }
        };
    }

    private static @Nullable Backfill backfill(
            Settings settings,
            @Nullable Quarantine quarantine,
            QuarantineTables beside,
            ModeSwitch mode,
            Restraints restraints,
            EventLog log,
            Console console,
            AgentThreads threads,
            InstantSource clock) {
        if (quarantine == null || settings.quarantine().backfill() == QuarantineSettings.Backfill.OFF) {
            return null;
        }
        Conversions conversions = new Conversions(settings.repairs().zone().orElse(null));
        return new Backfill(
                quarantine,
                beside,
                conversions,
                Aliases.of(settings).but(restraints),
                settings.quarantine().keep(),
                log,
                console,
                clock,
                threads,
                () -> mode.mode() == Mode.HEAL);
    }

    private static SchemaListener changes(
            EventLog log,
            Console console,
            @Nullable Learner learner,
            @Nullable Backfill backfill,
            @Nullable EventStore store) {
        return new SchemaListener() {
            @Override
            public void met(Database database) {
                if (backfill != null) {
                    backfill.met(database);
                }
                if (store != null) {
                    store.met(database);
                }
            }

            @Override
            public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {
                if (before != null) {
                    log.record(new HealEvent.SchemaChanged(
                            database, after.schema() + "." + after.name(), SchemaChange.between(before, after)));
                    if (learner != null) {
                        learner.changed(before, after);
                    }
                    if (backfill != null) {
                        backfill.changed();
                    }
                    if (store != null) {
                        store.changed(database);
                    }
                }
            }

            @Override
            public void unavailable(String database, String reason) {
                console.warn("healing is off for " + database + " until that can be read: " + reason);
            }

            @Override
            public void cut(String database, String what) {
                console.warn("of the tables of " + database + " not all are known: " + what);
            }
        };
    }

    private static LedgerListener ledger(Console console) {
        return new LedgerListener() {
            @Override
            public void setAside(Path file, String reason) {
                console.warn("a file of the ledger could not be read and was set aside as " + file + ": " + reason);
            }

            @Override
            public void unwritable(Path directory, String reason) {
                console.warn("the history of the schema cannot be kept in " + directory + ": " + reason);
            }
        };
    }
}
