package io.selfhealing.agent.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Every key, once. */
final class Keys {
    private static final KeyType<Path> PATH = new KeyType<>("path", Keys::path);
    private static final KeyType<Optional<Path>> OPTIONAL_PATH =
            new KeyType<>("path", text -> text.isEmpty() ? Optional.empty() : Optional.of(path(text)));
    private static final KeyType<Duration> DURATION =
            new KeyType<>("duration, such as `500ms`, `1s`, `5m`, `1h`", Quantities::duration);
    private static final KeyType<List<TablePattern>> TABLE_GLOBS =
            new KeyType<>("list of globs, `table` or `schema.table`", Names::tables);

    static final Key<Mode> MODE = Key.of(
                    "mode",
                    oneOf(Mode.class),
                    "heal",
                    "`heal` heals writes; `observe` decides and records, and changes nothing; `off` touches no class.")
            .unreadableIs("observe");

    static final Key<Path> HOME = Key.of(
            "home",
            PATH,
            ".self-healing",
            "Where the agent keeps its files; relative to the working directory. Where it cannot be written, the agent"
                    + " runs without persistence: no event log, and nothing is left out of a write.");

    static final Key<Optional<Path>> CONFIG = Key.of(
            "config",
            OPTIONAL_PATH,
            "",
            "A properties file (UTF-8) with any of the other keys, with or without `selfhealing.` in front.");

    static final Key<List<TablePattern>> TABLES_INCLUDE = Key.of(
                    "tables.include", TABLE_GLOBS, "*", "The tables that are healed; case does not matter.")
            .unreadableIs("");

    static final Key<List<TablePattern>> TABLES_EXCLUDE = Key.of(
                    "tables.exclude", TABLE_GLOBS, "", "Tables that are not healed although they are included.")
            .unreadableIs("*");

    static final Key<List<ColumnPattern>> COLUMNS_CRITICAL = Key.of(
                    "columns.critical",
                    new KeyType<>("list of globs, `table.column` or `schema.table.column`", Names::columns),
                    "",
                    "Columns that are never left out of a write, and never guessed: without proof the application sees its own"
                            + " error instead.")
            .unreadableIs("*.*");

    static final Key<Optional<Path>> POLICY = Key.of(
            "policy",
            OPTIONAL_PATH,
            "",
            "A JSON file that says for some tables how far, how long and how often they are healed; read again when it"
                    + " changes: see [steering](steering.md). While it has a mistake at the start, every table is only"
                    + " observed; later the rules before it hold.");

    static final Key<Duration> HEAL_EXPIRE = Key.of(
                    "heal.expire",
                    new KeyType<>("duration, such as `12h`, `14d`, or `never`", Quantities::expiry),
                    "never",
                    "How long a heal is applied after it was first used; later the application sees its own error. A heal"
                            + " that no write has wanted for 30 days begins anew.")
            .unreadableIs("1d");

    static final Key<Long> HEAL_BUDGET = Key.of(
                    "heal.budget",
                    new KeyType<>("number of rows, at least 0, or `unlimited`", Quantities::budget),
                    "unlimited",
                    "How many rows of one table are healed in an hour; past it the table is only observed until the next"
                            + " hour, or until `mode HOME heal`.")
            .unreadableIs("0");

    static final Key<List<Alias>> ALIASES = Key.of(
            "aliases",
            new KeyType<>(
                    "list of `table.old=new` or `schema.table.old=new`, of a table `old=new` or `old=schema.new`",
                    Names::aliases),
            "",
            "Columns that you renamed: a write to the old name goes to the new one where the old one is gone. A table that you"
                    + " renamed is then not taken for one that was set aside.");

    static final Key<Double> CONFIDENCE_MIN = Key.of(
                    "confidence.min",
                    new KeyType<>("number, 0 to 1", Quantities::confidence),
                    "0.7",
                    "The least confidence that is applied; below it a suggestion is recorded and the next rung of"
                            + " evidence decides. 1 applies nothing but proof.")
            .unreadableIs("1");

    static final Key<Optional<Path>> PATTERNS = Key.of(
            "patterns",
            OPTIONAL_PATH,
            "",
            "A file with patterns of your own, in the form of the shipped ones: see [patterns](patterns.md).");

    static final Key<Optional<ZoneId>> ZONE = Key.of(
            "zone",
            new KeyType<>("time zone, such as `UTC` or `Europe/Berlin`", Keys::zone),
            "",
            "The zone of moments that are written without one, where such a column has become one with a zone or the other"
                    + " way round. Without it the database takes the session's, as it does without the agent.");

    static final Key<ConversionUse> CONVERSIONS = Key.of(
                    "conversions",
                    oneOf(ConversionUse.class),
                    "always",
                    "Where a value is converted to the type of its column: `always`, also where nobody saw the column with"
                            + " another type; `changed`, only where the column is known to have had another type, so that a"
                            + " value of a wrong type is the database's error as it is without the agent.")
            .unreadableIs("changed");

    static final Key<List<DeclaredDefault>> DEFAULTS = Key.of(
            "defaults",
            new KeyType<>("list of `table.column=value` or `schema.table.column=value`", Names::defaults),
            "",
            "What is written into a required column without a default that an INSERT does not name: `'text'`, a number,"
                    + " `TRUE`, `FALSE`, `CURRENT_TIMESTAMP` or `CURRENT_DATE`.");

    static final Key<Set<String>> DEFAULTS_OFF = Key.of(
                    "defaults.off",
                    new KeyType<>("list of ids that `patterns list` shows", Names::ids),
                    "",
                    "The shipped defaults for required columns that are not used; `*` is all of them.")
            .unreadableIs("*");

    static final Key<Learned.Use> LEARNED_ENABLED = Key.of(
                    "learned.enabled",
                    oneOf(Learned.Use.class),
                    "on",
                    "Whether renames that were proved in some tables are learnt from for others: `on` learns, and heals by"
                            + " what has earned trust; `observe` learns, and heals by none of it; `off` does neither."
                            + " `learned list` shows what was learnt.")
            .unreadableIs("observe");

    static final Key<Ensemble> LEARNED_ENSEMBLE = Key.of(
                    "learned.ensemble",
                    oneOf(Ensemble.class),
                    "weighted",
                    "How much agreement a column's place needs that is only guessed (by the rules of names, by columns that"
                            + " changed together, by what was learnt, by the only place left, by names that are alike):"
                            + " `weighted` adds up the confidences; `unanimous` also wants two of these to name it;"
                            + " `majority` also wants three of the five. Where two name different columns, none is written.")
            .unreadableIs("majority");

    static final Key<Integer> VALUES_SAMPLE = Key.of(
                    "values.sample",
                    new KeyType<>("number of rows, 0 to 1000", text -> Quantities.rows(text, 1_000)),
                    "200",
                    "From how many rows at most the agent's own connection reads what is in a column, where only guesses say"
                            + " that it is the one that is meant: what is written has to look like what is there. The same"
                            + " settles what unit a count of seconds or milliseconds is in. The values stay in memory; of up to"
                            + " 32 rows of each table keyed hashes are kept, which tell what became of a column. 0 reads none.")
            .unreadableIs("0");

    static final Key<BatchPolicy> BATCH = Key.of(
                    "batch",
                    oneOf(BatchPolicy.class),
                    "strict",
                    "What becomes of a batch with a row that cannot be written even when healed: `strict` leaves that to the"
                            + " driver; `partial` lets the other rows land where each statement is its own transaction, and"
                            + " names the bad rows in the `BatchUpdateException`.")
            .unreadableIs("strict");

    static final Key<Untried> DATABASES_UNTRIED = Key.of(
                    "databases.untried",
                    oneOf(Untried.class),
                    "off",
                    "Oracle and SQL Server: what the agent does there was written from documentation and never run. `on` has"
                            + " it look after them as after all others; begin with `selfhealing.mode=observe`.")
            .unreadableIs("off");

    static final Key<Duration> SCHEMA_TTL =
            Key.of("schema.ttl", DURATION, "5m", "How long a table's definition is believed without asking again.");

    static final Key<Duration> SCHEMA_POLL = Key.of(
            "schema.poll",
            DURATION,
            "1s",
            "How often the agent's own connection asks whether the schema has changed, while the application writes.");

    static final Key<LogLevel> LOG_LEVEL = Key.of(
            "log.level",
            oneOf(LogLevel.class),
            "info",
            "What the agent says on standard error: `error`, `warn`, `info` or `debug`.");

    static final Key<Control> CONTROL = Key.of(
                    "control",
                    oneOf(Control.class),
                    "on",
                    "Whether the agent answers commands on a socket in `selfhealing.home/control`, which its owner alone may"
                            + " use: see [commands](commands.md). The file `OFF` switches it off either way.")
            .unreadableIs("off");

    static final Key<Long> EVENTS_MAX_BYTES = Key.of(
            "events.max-bytes",
            size(1 << 20),
            "64MiB",
            "Most that the event log takes on disk, over all its files; the oldest events go first. At least 1MiB.");

    static final Key<Long> QUARANTINE_MAX_BYTES = Key.of(
            "quarantine.max-bytes",
            size(0),
            "256MiB",
            "Most that values which were left out of writes may take on disk; when it is full, nothing more is left"
                    + " out. 0 leaves nothing out.");

    static final Key<QuarantineSettings.Backfill> QUARANTINE_BACKFILL = Key.of(
                    "quarantine.backfill",
                    oneOf(QuarantineSettings.Backfill.class),
                    "on",
                    "Whether values go back to their rows by themselves when their column is there again: `on` or `off`. Either"
                            + " way `quarantine restore` does it.")
            .unreadableIs("off");

    static final Key<Duration> QUARANTINE_KEEP = Key.of(
            "quarantine.keep",
            DURATION,
            "90d",
            "How long it is kept on record what became of values that are back, or whose row or write is gone. A value that has"
                    + " not gone back is never discarded.");

    static final Key<List<TablePattern>> SPOOL_TABLES = Key.of(
            "spool.tables",
            TABLE_GLOBS,
            "",
            "The tables whose INSERTs are kept on disk while the database is gone, and written when it is back: see"
                    + " [spool](spool.md).");

    static final Key<List<TablePattern>> SPOOL_UPDATES = Key.of(
            "spool.updates",
            TABLE_GLOBS,
            "",
            "The tables of which that is so for an UPDATE or a DELETE of one row by its full primary key as well.");

    static final Key<Long> SPOOL_MAX_BYTES = Key.of(
            "spool.max-bytes",
            size(1 << 20),
            "1GiB",
            "Most that one process's spool takes on disk, with those it has taken over from dead processes. At least 1MiB.");

    static final Key<WhenFull> SPOOL_WHEN_FULL = Key.of(
            "spool.when-full",
            oneOf(WhenFull.class),
            "refuse",
            "What becomes of a write when the spool is full: `refuse` has the application see its own error.");

    static final Key<Optional<Path>> SPOOL_KEY_FILE = Key.of(
            "spool.key-file",
            OPTIONAL_PATH,
            "",
            "A file with the key that encrypts the spool (AES-256-GCM): 64 hexadecimal digits, or 44 of Base64. Without a key"
                    + " it is not encrypted.");

    static final Key<Optional<String>> SPOOL_KEY_VARIABLE = Key.of(
            "spool.key-variable",
            optionalText("name of an environment variable"),
            "",
            "The environment variable that holds that key, where no file does.");

    static final Key<Boolean> SPOOL_EXACTLY_ONCE = Key.of(
                    "spool.exactly-once",
                    new KeyType<>("true or false", Keys::truth),
                    "false",
                    "Whether a single INSERT into such a table, under auto-commit on PostgreSQL, leaves its id in the"
                            + " `selfhealing_ledger` with its row, so that it is kept also where the connection is lost while it"
                            + " is under way, and likewise a transaction of nothing but such writes: see [outages](outages.md#in-doubt).")
            .unreadableIs("false");

    static final Key<Integer> REPLAY_RATE = Key.of(
            "replay.rate",
            number(0),
            "0",
            "Rows a second at most that are written from the spool when a database is back; 0 is as many as it takes without"
                    + " becoming slow.");

    static final Key<Integer> REPLAY_ATTEMPTS = Key.of(
            "replay.attempts",
            number(1),
            "3",
            "How often a record of the spool is tried that the database refuses for what it is, before it becomes a dead"
                    + " letter. Lost connections, deadlocks and lock time-outs do not count.");

    static final Key<TablesSettings.Use> TABLES = Key.of(
                    "tables",
                    oneOf(TablesSettings.Use.class),
                    "use",
                    "The agent's own tables in the application's databases, see [tables](tables.md): `use` uses those that"
                            + " are there; `create` also makes those that are missing, on a connection of the agent's own;"
                            + " `off` does neither.")
            .unreadableIs("off");

    static final Key<Optional<String>> TABLES_SCHEMA = Key.of(
            "tables.schema",
            optionalText("name"),
            "",
            "The schema of those tables; as in SQL, case matters only in double quotes. Without it they are where the"
                    + " agent's own connection finds them, and are made in that connection's own schema.");

    static final Key<Duration> TABLES_INTERVAL = Key.of(
            "tables.interval",
            DURATION,
            "5s",
            "How long events are put together in memory before they are written to `detected_errors` and `build_events`.");

    static final Key<Optional<String>> APPLICATION = Key.of(
            "application",
            optionalText("name"),
            "",
            "What the application is called in those tables. Without it: the system property `spring.application.name`, the"
                    + " environment variable `OTEL_SERVICE_NAME`, or the name of the jar or main class, whichever is first.");

    static final Key<Moments> SPOOL_NOW = Key.of(
                    "spool.now",
                    oneOf(Moments.class),
                    "refuse",
                    "What becomes of `now()` and `CURRENT_TIMESTAMP` in a write that would be kept: `refuse` keeps no such"
                            + " write; `moment` replaces them by the moment of the write (PostgreSQL and H2).")
            .unreadableIs("refuse");

    static final Key<Long> SPOOL_MAX_VALUE_BYTES = Key.of(
            "spool.max-value-bytes",
            size(0),
            "1MiB",
            "The largest value of a write that is kept; a write with a larger one is not.");

    static final Key<Integer> OUTAGE_FAILURES = Key.of(
            "outage.failures",
            new KeyType<>("number, at least 1", text -> Quantities.number(text, 1)),
            "2",
            "How many connections to a database must fail, none succeeding between them, before it counts as down. One"
                    + " that is refused counts twice. Slow is not down: time-outs count only where they cost the connection.");

    static final Key<Duration> OUTAGE_PROBE = Key.of(
            "outage.probe",
            DURATION,
            "1s",
            "How long the agent waits between two attempts to reach a database that is down, give or take a fifth.");

    static final Key<Validity> OUTAGE_VALID = Key.of(
                    "outage.valid",
                    oneOf(Validity.class),
                    "never",
                    "What `isValid` says of a connection that keeps writes on disk: `never` that it is valid; `outage` that it"
                            + " is while the database is down, for pools that ask before they first hand a connection out"
                            + " (Commons DBCP, and others told to test on borrow).")
            .unreadableIs("never");

    static final Key<Signals.Switch> WARNINGS = Key.of(
                    "warnings",
                    oneOf(Signals.Switch.class),
                    "on",
                    "Whether a statement whose write was healed has an `SQLWarning` (SQLState 01000, `self-healing: …`) until"
                            + " it runs again or `clearWarnings` is called. Switch it off where a warning is made an"
                            + " exception, as Spring's `JdbcTemplate` does with `ignoreWarnings=false`.")
            .unreadableIs("off");

    static final Key<Signals.Switch> OPEN_TELEMETRY = Key.of(
                    "opentelemetry",
                    oneOf(Signals.Switch.class),
                    "on",
                    "Whether a heal is an event of the current span, where the application has OpenTelemetry's API: see"
                            + " [metrics](metrics.md).")
            .unreadableIs("off");

    static final Key<OptionalInt> METRICS_PORT = Key.of(
            "metrics.port",
            new KeyType<>("port, 1 to 65535", Keys::port),
            "",
            "The port on the loopback interface where Prometheus may ask for `/metrics`: see [metrics](metrics.md). Without"
                    + " it none is opened.");

    /** All of them, in the order of the reference page. */
    static final List<Key<?>> ALL = List.of(
            MODE,
            HOME,
            CONFIG,
            TABLES_INCLUDE,
            TABLES_EXCLUDE,
            COLUMNS_CRITICAL,
            POLICY,
            HEAL_EXPIRE,
            HEAL_BUDGET,
            ALIASES,
            CONFIDENCE_MIN,
            PATTERNS,
            ZONE,
            CONVERSIONS,
            DEFAULTS,
            DEFAULTS_OFF,
            LEARNED_ENABLED,
            LEARNED_ENSEMBLE,
            VALUES_SAMPLE,
            BATCH,
            DATABASES_UNTRIED,
            SCHEMA_TTL,
            SCHEMA_POLL,
            LOG_LEVEL,
            CONTROL,
            EVENTS_MAX_BYTES,
            QUARANTINE_MAX_BYTES,
            QUARANTINE_BACKFILL,
            QUARANTINE_KEEP,
            SPOOL_TABLES,
            SPOOL_UPDATES,
            SPOOL_MAX_BYTES,
            SPOOL_WHEN_FULL,
            SPOOL_KEY_FILE,
            SPOOL_KEY_VARIABLE,
            SPOOL_EXACTLY_ONCE,
            REPLAY_RATE,
            REPLAY_ATTEMPTS,
            TABLES,
            TABLES_SCHEMA,
            TABLES_INTERVAL,
            APPLICATION,
            SPOOL_NOW,
            SPOOL_MAX_VALUE_BYTES,
            OUTAGE_FAILURES,
            OUTAGE_PROBE,
            OUTAGE_VALID,
            WARNINGS,
            OPEN_TELEMETRY,
            METRICS_PORT);

    private Keys() {}

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time zone", e);
        }
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static KeyType<Optional<String>> optionalText(String form) {
        return new KeyType<>(form, text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
    }

    private static KeyType<Integer> number(int least) {
        return new KeyType<>("number, at least " + least, text -> Quantities.number(text, least));
    }

    private static OptionalInt port(String text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int port = Quantities.number(text, 1);
        if (port > 65_535) {
            throw new IllegalArgumentException("not a port");
        }
        return OptionalInt.of(port);
    }

    private static KeyType<Long> size(long least) {
        return new KeyType<>("size, such as `65536`, `512KiB`, `64MiB`, `1GiB`", text -> Quantities.bytes(text, least));
    }

    private static <E extends Enum<E>> KeyType<E> oneOf(Class<E> choices) {
        String all = String.join(
                ", ", Arrays.stream(choices.getEnumConstants()).map(E::toString).toList());
        return new KeyType<>("one of " + all, text -> {
            try {
                return Enum.valueOf(choices, text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("not one of " + all, e);
            }
        });
    }
}
