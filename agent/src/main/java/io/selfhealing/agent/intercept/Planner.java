package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.ConversionUse;
import io.selfhealing.agent.config.Late;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Explanation;
import io.selfhealing.agent.heal.Idle;
import io.selfhealing.agent.heal.ReadBack;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.pattern.Consent;
import io.selfhealing.agent.heal.pattern.TruthLiterals;
import io.selfhealing.agent.restraint.Restraint;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Fingerprint;
import io.selfhealing.agent.sql.Neighbours;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Rewriter;
import io.selfhealing.agent.sql.Rewritten;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.SqlMode;
import io.selfhealing.agent.sql.TableName;
import io.selfhealing.agent.sql.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a text and what is known of its table into a plan, once for each pair of the two. */
final class Planner {
    /** Longest that an application's thread waits for the catalog, and only when its write has already failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Longest that the first write to a table waits for the first look at it. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    /** The same where its failure would cost a transaction, and an earlier process knew the table, so that it may have changed. */
    private static final Duration FIRST_LOOK_OF_KNOWN = Duration.ofSeconds(5);

    /** The same, once, for a table whose writes are to be kept in an outage, which may begin right after this one is acknowledged. */
    private static final Duration FIRST_LOOK_OF_KEPT = Duration.ofSeconds(5);

    private static final Evidence TRUTH = new Evidence(EvidenceKind.CONVERSION, 1, "a literal of yes or no");

    private static final Pattern RETURNING =
            Pattern.compile("\\breturning\\b|^\\W*select\\b", Pattern.CASE_INSENSITIVE);

    private final RowColumns rowColumns = new RowColumns();
    private final Settings settings;
    private final Verdicts verdicts;
    private final Transactions transactions;
    private final Restraints restraints;
    private final Texts texts = new Texts();
    private final Late<Cache<PlanKey, Plan>> plans = new Late<>(() -> Caffeine.newBuilder()
            .maximumWeight(4 << 20)
            .weigher((PlanKey key, Plan plan) -> 2_048 + 4 * key.sql().length())
            .executor(Runnable::run)
            .build());

    /** A text on a table: a table is looked up along a path, so the same text on another path is another key. */
    private record PlanKey(TableCell cell, String sql) {
        // Written out for the sake of start-up: see RATIONALE.md.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof PlanKey that && cell == that.cell && sql.equals(that.sql);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(cell) + sql.hashCode();
        }
    }

    Planner(Settings settings, Verdicts verdicts, Transactions transactions, Restraints restraints) {
        this.restraints = restraints;
        this.settings = settings;
        this.verdicts = verdicts;
        this.transactions = transactions;
    }

    /** The plan for a text by what is known of its table now; null where the agent does not look after that write. */
    @Nullable
    Plan plan(ConnectionState connection, String sql) {
        return plan(connection, sql, true);
    }

    /** The same for a text and what the application asks for with it. */
    @Nullable
    Plan plan(ConnectionState connection, String sql, Flavour asked) {
        Plan plan = plan(connection, sql);
        return plan == null ? null : asked(connection, plan, asked);
    }

    /** The plan of a text with what the application asks for with it. */
    @Nullable
    Plan asked(ConnectionState connection, Plan plan, Flavour asked) {
        return KeysAsked.of(connection, plan, asked, text -> plan(connection, text));
    }

    /** The same for a text with values in it, which will hardly be seen again. */
    @Nullable
    Plan planOnce(ConnectionState connection, String sql, Flavour asked) {
        return KeysAsked.of(connection, plan(connection, sql, false), asked, text -> plan(connection, text, false));
    }

    /** The plan for a text that this connection used lately; null where there is none that still holds. */
    @Nullable
    Plan recent(ConnectionState connection, String sql) {
        Plan known = connection.recentPlans().ofText(sql);
        return known != null && holds(connection, known) ? known : null;
    }

    private @Nullable Plan plan(ConnectionState connection, String sql, boolean keeps) {
        Plan known = recent(connection, sql);
        if (known != null) {
            return known;
        }
        RecentPlans recent = connection.recentPlans(); // before the path is looked at, which may change meanwhile
        Dialect dialect = connection.database().dialect();
        Text text = keeps ? texts.of(sql, dialect) : Texts.scan(sql, dialect);
        TableCell cell = cell(connection, text);
        Plan plan = cell == null ? null : judge(connection, text, cell, seen(connection, cell), false);
        // One that needs proof is to be asked for again: the proof may be there by then.
        if (plan != null && !plan.needsProof()) {
            recent.keep(plan);
        }
        return plan;
    }

    /** Whether a plan still is what would be planned. */
    boolean holds(ConnectionState connection, Plan plan) {
        return plan.current() && !(plan.heals() && isStale(connection, plan.cell()));
    }

    /**
     * Whether nobody has looked at a table for so long that a write may not go elsewhere in its place, since its name may be
     * taken again, and is not to be healed unasked, since the cause may be gone. A guest's tables have no watcher.
     */
    private boolean isStale(ConnectionState connection, TableCell cell) {
        return connection.database().guest() && !transactions.confirmedWithin(settings.schemaPoll(), cell);
    }

    /**
     * Whether a text with values in it is known to be healthy, from another that differs from it in its values alone, so that
     * it need not be looked at. A text that is taken for another by mistake runs as it is, and its failure is looked at.
     */
    boolean isKnownHealthy(ConnectionState connection, String sql) {
        Plan plan = connection.recentPlans().ofForm(Fingerprint.of(sql));
        if (plan == null || !plan.current() || transactions.atRisk(plan.cell())) {
            return false;
        }
        plan.cell().touch();
        return true;
    }

    /** The same where it matters as well what is asked for with it. */
    boolean isKnownHealthy(ConnectionState connection, String sql, Flavour asked) {
        return !KeysAsked.concerns(connection, asked) && isKnownHealthy(connection, sql);
    }

    /** Remembers for {@link #isKnownHealthy} that a text runs as it is. */
    void healthy(ConnectionState connection, Plan plan) {
        if (plan.view() instanceof TableView.Known known
                && plan.verdict() instanceof Verdict.Healthy
                && !TruthLiterals.mayBeIn(known.history())) {
            connection.recentPlans().keep(Fingerprint.of(plan.original()), plan);
        }
    }

    /** The plan after the write failed: the table is read again first. Null as for {@link #plan}. */
    @Nullable
    Plan replan(ConnectionState connection, String sql) {
        RecentPlans recent = connection.recentPlans();
        Text text = understood(connection, sql);
        if (text.table() == null) {
            return notUnderstood(connection, text);
        }
        TableCell cell = cell(connection, text.table());
        Plan judged = cell == null ? null : judge(connection, text, cell, read(connection, cell), true);
        Plan plan = judged == null || text.sql().equals(sql) ? judged : judged.of(sql);
        if (plan != null) {
            recent.keep(plan); // What was thought of the text before has been refuted.
        }
        return plan;
    }

    /**
     * The plan by what the table is at this moment, which is read for it, where the connection said that it is not what was
     * thought. Null as for {@link #plan}.
     *
     * @param refused whether the database has refused the application's text
     */
    @Nullable
    Plan planAnew(ConnectionState connection, String sql, Flavour asked, boolean refused) {
        return KeysAsked.of(
                connection, planAnew(connection, sql, refused), asked, text -> planAnew(connection, text, refused));
    }

    private @Nullable Plan planAnew(ConnectionState connection, String sql, boolean refused) {
        RecentPlans recent = connection.recentPlans();
        Text text = understood(connection, sql);
        TableCell cell = cell(connection, text);
        Plan judged = cell == null ? null : judge(connection, text, cell, read(connection, cell), true, refused);
        Plan plan = judged == null || text.sql().equals(sql) ? judged : judged.of(sql);
        if (plan != null && !plan.needsProof()) {
            recent.keep(plan);
        }
        return plan;
    }

    /** One that changes nothing, and by which it can be told why; null where it is not even clear of which table. */
    private @Nullable Plan notUnderstood(ConnectionState connection, Text text) {
        TableName perhaps =
                Scanner.perhapsTable(text.sql(), connection.database().dialect());
        TableCell cell = perhaps == null ? null : cell(connection, perhaps);
        if (cell == null || !(read(connection, cell) instanceof TableView.Known known)) {
            return null;
        }
        TableSnapshot table = known.history().current();
        return settings.heals(table.schema(), table.name())
                ? new Plan(text.sql(), cell, known, Explanation.HEALTHY, null, null, ParameterTypes.UNKNOWN, null, true)
                : null;
    }

    /** The text; where only the mode of the session tells how MySQL reads it, one that says the same in every mode. */
    private Text understood(ConnectionState connection, String sql) {
        Dialect dialect = connection.database().dialect();
        Text text = texts.of(sql, dialect);
        boolean unclear = dialect.product().speaksMySql() && SqlMode.mayMatter(sql) && text.table() == null;
        String plain = unclear ? plain(connection, sql) : null;
        return plain == null ? text : texts.of(plain, dialect);
    }

    /** Null where the connection does not tell its mode. */
    private @Nullable String plain(ConnectionState connection, String sql) {
        if (!transactions.mayReadCatalog(connection)) {
            return null;
        }
        try {
            Connection live = connection.connection();
            return Own.call(() -> SessionMode.of(live)).plain(sql);
        } catch (SQLException e) {
            return null;
        }
    }

    /** The table as the application's text names it; null where that is not understood. */
    @Nullable
    TableName table(ConnectionState connection, Plan plan) {
        return plan.write() != null
                ? plan.write().table()
                : texts.of(plan.original(), connection.database().dialect()).table();
    }

    /** The same for a text and what the application asks for with it. */
    @Nullable
    Plan replan(ConnectionState connection, String sql, Flavour asked) {
        return KeysAsked.of(connection, replan(connection, sql), asked, text -> replan(connection, text));
    }

    /** Whether a failure is about what the statement itself writes, such as a NULL that it gives to a required column. */
    boolean isOwnDoing(ConnectionState connection, String sql, Failure failure) {
        return failure.kind() == Failure.Kind.NULL_IN_REQUIRED_COLUMN
                && failure.column() != null
                && texts.of(sql, connection.database().dialect()).writes(failure.column());
    }

    private @Nullable TableCell cell(ConnectionState connection, Text text) {
        return cell(connection, text.table());
    }

    private @Nullable TableCell cell(ConnectionState connection, @Nullable TableName name) {
        if (name == null || connection.schemaInFlux()) {
            return null;
        }
        Database database = connection.database();
        Dialect dialect = database.dialect();
        String table = name.table().tableName(dialect);
        List<String> path = name.schema() == null
                ? connection.path()
                : List.of(name.schema().tableName(dialect));
        if (path == null || (name.schema() == null && connection.hidesTable(table))) {
            return null;
        }
        TableCell cell = database.cell(new TableKey(path, table));
        cell.named();
        return cell;
    }

    private TableView seen(ConnectionState connection, TableCell cell) {
        TableView view = cell.view();
        boolean lost = view instanceof TableView.Missing missing && missing.lost() != null;
        if (lost ? !isStale(connection, cell) : !(view instanceof TableView.Unread)) {
            return view;
        }
        Database database = connection.database();
        if (database.guest()) {
            return read(connection, cell);
        }
        if (keepsInOutages(cell) && cell.awaitsFirst()) {
            return database.refreshNow(cell.key(), FIRST_LOOK_OF_KEPT);
        }
        boolean costsTransaction =
                database.product().abortsTransactionOnError() && transactions.inTransaction(connection);
        if (cell.rested() && !costsTransaction) {
            database.ensure(cell.key());
            return view; // What is wrong with the write its failure will tell, and nothing is lost by it.
        }
        boolean known = costsTransaction && database.mayBeKnown(cell.key());
        return database.firstLook(cell.key(), known ? FIRST_LOOK_OF_KNOWN : FIRST_LOOK);
    }

    /** Whether writes to the table are to be kept in an outage, which can be done only where it is known when that begins. */
    private boolean keepsInOutages(TableCell cell) {
        return settings.spool().keepsAny()
                && cell.key().path().stream()
                        .anyMatch(schema ->
                                settings.spool().keeps(schema, cell.key().table()));
    }

    /** Why what was decided after a refusal may be too old; null where the table was read since. */
    @Nullable
    String lateLook(ConnectionState connection, Plan plan, Instant refused) {
        return connection.database().guest() || plan.cell().confirmedSince(refused)
                ? null
                : "the second look at the table timed out or failed; what was known of it before explains nothing";
    }

    /** Reads a table again where that may be done now; what is shown of it then. */
    TableView read(ConnectionState connection, TableCell cell) {
        Database database = connection.database();
        if (!database.guest()) {
            return database.refreshNow(cell.key(), PATIENCE);
        }
        if (!mayRead(connection)) {
            return cell.view();
        }
        try {
            Connection live = connection.connection();
            return Own.call(() -> database.readAs(live, cell.key()));
        } catch (SQLException e) {
            return cell.view();
        }
    }

    /** Whether a guest's catalog may be looked at now, on the application's connection. */
    private boolean mayRead(ConnectionState connection) {
        return transactions.mayReadCatalog(connection);
    }

    private @Nullable Plan judge(
            ConnectionState connection, Text text, TableCell cell, TableView view, boolean failed) {
        return judge(connection, text, cell, view, false, failed);
    }

    /**
     * The plan for one view.
     *
     * @param confirmed whether the view was read for this very question
     * @param failed whether the database has refused the application's text
     */
    private @Nullable Plan judge(
            ConnectionState connection, Text text, TableCell cell, TableView view, boolean confirmed, boolean failed) {
        LostTable lost = view instanceof TableView.Missing missing ? missing.lost() : null;
        if (!(view instanceof TableView.Known) && lost == null) {
            return new Plan(
                    text.sql(), cell, view, Explanation.HEALTHY, null, null, ParameterTypes.UNKNOWN, null, true);
        }
        TableSnapshot table = view instanceof TableView.Known known
                ? known.history().current()
                : Objects.requireNonNull(lost).past().current();
        if (!settings.heals(table.schema(), table.name())) {
            return null;
        }
        PlanKey key = new PlanKey(cell, text.sql());
        Plan cached = plans.get().getIfPresent(key);
        boolean usable =
                cached != null && cached.view() == view && cached.stands() && (cached.write() != null || !failed);
        Standing standing = usable ? null : verdicts.standing();
        Plan plan = usable && cached != null
                ? cached
                : make(connection, text, cell, view, failed).asLongAs(standing);
        if (!mayWrite(plan)) {
            return null;
        }
        if (failed) {
            plan = plan.withProof();
        } else if (!confirmed
                && plan.heals()
                && ((!usable && !isAsked(connection, cell, view))
                        || (isStale(connection, cell) && mayRead(connection)))) {
            Plan asked = confirm(connection, text, plan);
            if (asked == null || asked.view() != view) {
                return asked;
            }
            plan = asked;
        }
        plans.get().put(key, plan);
        // A stale one could not be asked about: the database has to refuse the application's own text first.
        return !failed && plan.move() != null && isStale(connection, cell) ? plan.withoutProof() : plan;
    }

    /** Before a text is healed for the first time by what is known, the database is asked whether that still holds. */
    private @Nullable Plan confirm(ConnectionState connection, Text text, Plan plan) {
        TableCell cell = plan.cell();
        if (connection.database().guest() && !mayRead(connection)) {
            return plan.withoutProof(); // The database has to refuse the application's own text first.
        }
        Instant begun = transactions.now();
        TableView now = read(connection, cell);
        if (now != plan.view()) {
            return judge(connection, text, cell, now, true, false);
        }
        if (cell.confirmedSince(begun)) {
            cell.asked(now);
        }
        return plan;
    }

    /**
     * Whether that was done for another text: it is about the table and its change, and each text is asked about on its own connection
     * when it runs. A guest's table is watched by nobody.
     */
    private static boolean isAsked(ConnectionState connection, TableCell cell, TableView view) {
        return !connection.database().guest() && cell.wasAsked(view);
    }

    /** The write of a text; null where it is not understood for certain. */
    @Nullable
    ParsedWrite parsed(String sql, Dialect dialect) {
        return texts.of(sql, dialect).parsed();
    }

    /**
     * The plan for a write of which it is known what its names mean now. Null where the agent does not look after that table.
     *
     * @param view of the table that the text names
     * @param table where the write goes
     * @param steps which are proved
     */
    @Nullable
    Plan proved(
            Database database,
            ParsedWrite write,
            TableCell cell,
            TableView view,
            TableHistory table,
            List<Step> steps) {
        TableSnapshot now = table.current();
        if (!settings.heals(now.schema(), now.name())) {
            return null;
        }
        Explanation explanation = new Explanation(new Verdict.Heal(steps), List.of());
        Plan plan = healing(database, cell, view, table, write, explanation, Neighbours.UNKNOWN)
                .withProof();
        Restraint restraint = restraints.on(database.name(), now, steps);
        return restraint == null ? plan : plan.withheld(restraint);
    }

    /** Whether a write that goes to another table than it says may go there. */
    private boolean mayWrite(Plan plan) {
        Step.RenameTable move = plan.move();
        return move == null || settings.heals(move.toSchema(), move.to());
    }

    /** The plan, for which other tables that the text names are looked at where it depends on them. */
    private Plan make(ConnectionState connection, Text text, TableCell cell, TableView view, boolean failed) {
        Database database = connection.database();
        ParsedWrite write = view instanceof TableView.Known known && hasDoubts(text, known.history(), failed, database)
                ? text.parsed()
                : null;
        if (write == null) {
            return make(database, text, cell, view, failed);
        }
        Vicinity vicinity = new Vicinity(
                write.table(),
                ((TableView.Known) view).history(),
                cell.key().path(),
                database.dialect(),
                key -> look(connection, key));
        Plan plan = make(database, text, cell, view, failed, vicinity);
        return plan.until(vicinity.standing());
    }

    private Vicinity.Look look(ConnectionState connection, TableKey key) {
        TableCell cell = connection.database().cell(key);
        cell.named();
        return new Vicinity.Look(cell, connection.hidesTable(key.table()) ? cell.view() : read(connection, cell));
    }

    /** Whether a column that the table lost is named where the text alone does not tell that it is meant. */
    private static boolean hasDoubts(Text text, TableHistory history, boolean failed, Database database) {
        if (!failed && text.fits(history)) {
            return false;
        }
        ParsedWrite write = text.parsed();
        TableSnapshot table = history.current();
        return write != null
                && write.doubtful().stream()
                        .map(use -> LeftOuts.name(use, table, database.dialect()))
                        .anyMatch(name -> table.column(name) == null && Vicinity.had(history, name));
    }

    /** @param failed whether the text is to be looked at closely: the database has refused it, or somebody asks */
    Plan make(Database database, Text text, TableCell cell, TableView view, boolean failed) {
        return make(database, text, cell, view, failed, Neighbours.UNKNOWN);
    }

    private Plan make(
            Database database, Text text, TableCell cell, TableView view, boolean failed, Neighbours neighbours) {
        Standing standing = restraints.standing();
        Plan plan = view instanceof TableView.Known known
                ? make(database, text, cell, known, failed, neighbours)
                : elsewhere(database, text, cell, view, failed);
        boolean acts = plan.heals() || plan.parameterTypes().convert();
        TableSnapshot table = plan.table();
        Restraint restraint =
                table != null && (acts || failed) ? restraints.on(database.name(), table, plan.steps()) : null;
        Plan allowed = restraint == null ? plan : plan.withheld(restraint);
        return acts || restraint != null || restraints.byTable() ? allowed.until(standing) : plan;
    }

    /** The plan where the table is not where the text says. */
    private Plan elsewhere(Database database, Text text, TableCell cell, TableView view, boolean failed) {
        LostTable lost = view instanceof TableView.Missing missing ? missing.lost() : null;
        ParsedWrite write = lost == null ? null : text.parsed();
        Verdicts.Reached reached = lost == null || write == null
                ? new Verdicts.Reached(Explanation.HEALTHY, null)
                : verdicts.of(database, write, lost, failed);
        Explanation explanation = reached.explanation();
        Plan asWritten = new Plan(text.sql(), cell, view, explanation, write, null, ParameterTypes.UNKNOWN, null, true);
        Step.RenameTable move = asWritten.move();
        TableHistory now = lost == null || move == null ? null : lost.candidate(move.toSchema(), move.to());
        Plan plan = lost != null && write != null && now != null && explanation.verdict() instanceof Verdict.Heal
                ? healing(database, cell, view, lost.continuedBy(now), write, explanation, Neighbours.UNKNOWN)
                : asWritten;
        return plan.asLongAs(reached.standing());
    }

    private Plan make(
            Database database,
            Text text,
            TableCell cell,
            TableView.Known known,
            boolean failed,
            Neighbours neighbours) {
        TableHistory history = known.history();
        Verdicts.Conversion conversion = Verdicts.conversion(database, history, false);
        Consent consent = conversion == null ? null : conversion.consent();
        boolean fits = !failed && text.fits(history) && !TruthLiterals.mayBeIn(history);
        ParsedWrite write = fits ? null : text.parsed(neighbours);
        Plan plan = write == null
                ? new Plan(
                        text.sql(),
                        cell,
                        known,
                        Explanation.HEALTHY,
                        null,
                        null,
                        text.types(history.current()).since(consent),
                        null,
                        true)
                : make(database, write, cell, known, failed, consent, neighbours);
        return conversion == null ? plan : plan.until(conversion.standing());
    }

    private Plan make(
            Database database,
            ParsedWrite write,
            TableCell cell,
            TableView.Known known,
            boolean failed,
            @Nullable Consent consent,
            Neighbours neighbours) {
        TableHistory history = known.history();
        Dialect dialect = database.dialect();
        Verdicts.Reached reached = verdicts.of(database, write, history, failed);
        Explanation explanation = reached.explanation();
        Rewritten spelled = explanation.verdict() instanceof Verdict.Healthy
                ? spelled(dialect, write, history.current(), consent, neighbours)
                : null;
        Plan plan = explanation.verdict() instanceof Verdict.Heal
                ? healing(database, cell, known, history, write, explanation, neighbours)
                : new Plan(
                        write.sql(),
                        cell,
                        known,
                        explanation,
                        write,
                        spelled,
                        ParameterTypes.of(write, history.current(), List.of(), dialect)
                                .since(consent)
                                .inText(TRUTH),
                        null,
                        true);
        return plan.asLongAs(reached.standing());
    }

    /** The text with literals as its columns have them now; null where it needs none. */
    private @Nullable Rewritten spelled(
            Dialect dialect, ParsedWrite write, TableSnapshot table, @Nullable Consent consent, Neighbours neighbours) {
        Map<Value.Literal, String> literals =
                TruthLiterals.in(write, table, List.of(), dialect, consent, convertsOnlyChanged());
        Rewriter rewriter = new Rewriter(write, dialect, neighbours);
        literals.forEach(rewriter::literal);
        return literals.isEmpty() ? null : rewriter.rewrite();
    }

    private boolean convertsOnlyChanged() {
        return settings.repairs().conversions() == ConversionUse.CHANGED;
    }

    private Plan healing(
            Database database,
            TableCell cell,
            TableView view,
            TableHistory history,
            ParsedWrite write,
            Explanation explanation,
            Neighbours neighbours) {
        Dialect dialect = database.dialect();
        Verdict.Heal heal = (Verdict.Heal) explanation.verdict();
        TableSnapshot table = history.current();
        LeftOutColumns leftOut = leavesOut(heal)
                ? LeftOuts.of(write, table, heal.steps(), dialect, rowColumns.of(database, table))
                : null;
        boolean impossible = leftOut != null && (leftOut.impossible() || answersRows(write, leftOut));
        Verdicts.Conversion conversion = Verdicts.conversion(database, history, true);
        Consent consent = conversion == null ? null : conversion.consent();
        Rewritten rewritten =
                impossible ? null : rewrite(dialect, write, history, heal, consent, convertsOnlyChanged(), neighbours);
        if (rewritten == null) {
            Verdict refusal = new Verdict.Refusal(
                    heal.steps().stream().map(Planner::column).toList(),
                    impossible
                            ? "a value to be left out, or the key of its row, cannot be known before the write"
                            : "the text could not be rewritten with certainty",
                    heal.steps());
            return new Plan(
                    write.sql(),
                    cell,
                    view,
                    explanation.but(refusal),
                    write,
                    null,
                    ParameterTypes.of(write, table, List.of(), dialect),
                    null,
                    true);
        }
        return new Plan(
                        write.sql(),
                        cell,
                        view,
                        explanation,
                        write,
                        rewritten,
                        ParameterTypes.of(write, table, heal.steps(), dialect).since(consent),
                        leftOut,
                        wasSeen(history, heal))
                .asLongAs(conversion == null ? null : conversion.standing());
    }

    private static boolean leavesOut(Verdict.Heal heal) {
        return heal.steps().stream().anyMatch(Step.LeaveOut.class::isInstance);
    }

    /** Whether the table is known to have had every column that the heal moves or leaves out. */
    private static boolean wasSeen(TableHistory history, Verdict.Heal heal) {
        return heal.steps().stream()
                .filter(step -> step instanceof Step.Rename || step instanceof Step.LeaveOut)
                .map(Planner::column)
                .allMatch(column -> history.earlier().stream().anyMatch(shape -> shape.column(column) != null));
    }

    /** A statement with RETURNING gives its rows to the application, so that the agent cannot read the generated keys first. */
    private static boolean answersRows(ParsedWrite write, LeftOutColumns leftOut) {
        return leftOut.needsGeneratedKeys() && RETURNING.matcher(write.sql()).find();
    }

    static @Nullable Rewritten rewrite(
            Dialect dialect,
            ParsedWrite write,
            TableHistory history,
            Verdict.Heal heal,
            @Nullable Consent consent,
            boolean convertsOnlyChanged,
            Neighbours neighbours) {
        Rewriter rewriter = new Rewriter(write, dialect, neighbours);
        ReadBack readBack = ReadBack.of(history, heal.steps());
        if (readBack.complete()) {
            rewriter.returning(readBack.columns());
        }
        TruthLiterals.in(write, history.current(), heal.steps(), dialect, consent, convertsOnlyChanged)
                .forEach(rewriter::literal);
        String idle = Idle.of(history.current());
        if (idle != null) {
            rewriter.idle(idle);
        }
        for (Step step : heal.steps()) {
            if (step instanceof Step.RenameTable move) {
                rewriter.retarget(move.toSchema(), move.to());
            } else if (step instanceof Step.Rename rename) {
                rewriter.rename(rename.from(), rename.to());
            } else if (step instanceof Step.LeaveOut leaveOut) {
                if (!rewriter.canLeaveOut(leaveOut.column())) {
                    return null;
                }
                rewriter.leaveOut(leaveOut.column());
            } else if (step instanceof Step.Fill fill) {
                rewriter.add(fill.column(), fill.expression());
            }
        }
        return rewriter.rewrite();
    }

    private static String column(Step step) {
        if (step instanceof Step.Rename rename) {
            return rename.from();
        }
        if (step instanceof Step.RenameTable move) {
            return move.from();
        }
        return step instanceof Step.LeaveOut leaveOut ? leaveOut.column() : ((Step.Fill) step).column();
    }
}
