package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.content.Prints;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.SchemaMentions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of one database as one user sees it.
 *
 * <p>A watched database is read on a thread and a connection of the agent's own; no caller waits longer than it says. A guest
 * has neither, since another connection would change the life of the database: it is read on connections that its callers
 * lend, on their threads. No method throws because of the database.
 */
public final class Database implements AutoCloseable {
    /** The transaction of the connection that was lent answers no question any more, which says nothing of the table. */
    private static final String ABORTED = "25P02";

    private static final int MOST_PATHS = 256;
    /** Tenants may be many, and each has a text of its own. */
    private static final int MOST_PATH_TEXTS = 10_000;

    private static final int LONGEST_PATH_TEXT = 500;
    /** The first write waits for its own table, and is not to wait for others. */
    private static final Duration BEHIND_THE_FIRST_WRITE = Duration.ofMillis(200);

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(1);

    private final String name;
    /** As the driver is called, whose server may be a relative. */
    private final Product byUrl;

    private final SchemaReader reader;
    private final Surroundings surroundings;
    private final SchemaCache cache;
    private final SchemaThread thread;
    private final Publisher publisher;
    private final Moves moves = new Moves();
    private final NameWatch names = new NameWatch();
    private final Uses uses;
    private final Pursuit pursuit;
    private final Attendance attendance = new Attendance();
    private final Map<String, List<String>> freshPaths = new ConcurrentHashMap<>();
    private final Set<String> pathTexts = ConcurrentHashMap.newKeySet();
    private final Queue<CompletableFuture<?>> pending = new ConcurrentLinkedQueue<>();
    private final @Nullable ConnectionSource source;
    private final @Nullable OwnConnection own;
    private final @Nullable FirstContact contact;
    private final @Nullable Watcher watcher;
    private final @Nullable Samples samples;
    private final @Nullable Contents contents;
    private final @Nullable EarlierRows earlierRows;
    private final @Nullable HealedBeat beat;
    private volatile boolean firstLooksSucceed = true;
    private volatile boolean ready; // written by its own thread alone
    private volatile @Nullable Dialect learnt;
    private volatile @Nullable DatabaseIdentity guestIdentity;
    private volatile @Nullable Recollection recollection;

    Database(
            String url,
            Product product,
            SchemaReader reader,
            @Nullable ConnectionSource source,
            Surroundings surroundings) {
        this.name = JdbcUrl.withoutParameters(url);
        this.byUrl = product;
        this.reader = reader;
        this.surroundings = surroundings;
        this.cache = new SchemaCache(surroundings.settings().tables());
        this.thread = new SchemaThread(name, surroundings.workers());
        this.publisher = new Publisher(name, surroundings, thread);
        this.pursuit = new Pursuit(reader, publisher, moves, surroundings.clock());
        this.source = source;
        if (source == null) {
            this.own = null;
            this.uses = new Uses(cache, names, product, surroundings, null, null);
            this.contact = null;
            this.watcher = null;
            this.beat = null;
            this.samples = null;
            this.contents = null;
            this.earlierRows = null;
        } else {
            this.own = new OwnConnection(
                    source,
                    reader,
                    surroundings.clock(),
                    surroundings.settings().reading(),
                    surroundings.workers().connections(),
                    JdbcUrl.server(url));
            Sharing sharing = new Sharing(surroundings.shared().of(product), own, surroundings, thread);
            Prints prints = prints();
            ContentReader rows = new ContentReader(product);
            ContentPlace place = prints == null ? null : new ContentPlace(prints, own, name);
            InstantSource clock = surroundings.clock();
            this.contents = prints == null || place == null
                    ? null
                    : new Contents(own, reader, pursuit, thread, rows, place, prints, clock);
            this.earlierRows = prints == null || place == null
                    ? null
                    : new EarlierRows(own, reader, thread, rows, place, prints, clock);
            ContentPrinter printer = prints == null || place == null
                    ? null
                    : new ContentPrinter(own, reader, thread, rows, place, prints, clock);
            this.uses = new Uses(cache, names, product, surroundings, own, sharing);
            FirstPrints first = prints == null || place == null
                    ? null
                    : new FirstPrints(own, reader, rows, place, prints, clock, thread);
            this.contact = new FirstContact(own, reader, pursuit, publisher, first, thread, clock);
            this.watcher = new Watcher(
                    cache,
                    own,
                    reader,
                    publisher,
                    pursuit,
                    sharing,
                    printer,
                    contents,
                    uses,
                    contact,
                    attendance,
                    surroundings);
            this.beat = new HealedBeat(thread, watcher, surroundings.settings().poll());
            this.samples = samples(own);
            start(watcher);
        }
    }

    /** Null where the rows of this database are not to be read, or cannot. */
    private @Nullable Prints prints() {
        return SampleReader.reads(byUrl, surroundings.settings().sampledRows()) ? surroundings.prints() : null;
    }

    private @Nullable Samples samples(OwnConnection connection) {
        int rows = surroundings.settings().sampledRows();
        return SampleReader.reads(byUrl, rows)
                ? new Samples(connection, reader, thread, new SampleReader(byUrl, rows), surroundings)
                : null;
    }

    /**
     * Begins to look after a database.
     *
     * @param url as given to the driver; only what is before its parameters is kept
     * @param source not used for guests; where there is none, every database is a guest
     * @return null for a product that the agent cannot read
     */
    public static @Nullable Database of(String url, @Nullable ConnectionSource source, Surroundings surroundings) {
        Product product = Product.ofUrl(url);
        SchemaReader reader = SchemaReaders.forProduct(product, surroundings.clock());
        return reader == null ? null : new Database(url, product, reader, guestOnly(url) ? null : source, surroundings);
    }

    /** A database's address: its URL without parameters and credentials, so that it may be printed and compared. */
    public static String address(String url) {
        return JdbcUrl.withoutParameters(url);
    }

    /** A text in which each JDBC URL is reduced to its address, since a driver's message may repeat what it was given. */
    public static String withAddressesOnly(String text) {
        return JdbcUrl.maskedIn(text);
    }

    /** Whether a second connection would change the life of the database, or stand in the way of the application's. */
    public static boolean guestOnly(String url) {
        return JdbcUrl.livesByItsConnections(url);
    }

    private void start(Watcher looking) {
        // A tenth is left for the look itself.
        thread.repeat(
                looking::look, surroundings.settings().poll().multipliedBy(9).dividedBy(10));
    }

    /** For people: the URL without its parameters. */
    public String name() {
        return name;
    }

    /** As the server said; before it was asked, as the URL has it. */
    public Product product() {
        Dialect known = learnt;
        return known != null ? known.product() : dialect().product();
    }

    /** Opens further connections of the agent's own; null for a guest. */
    public @Nullable ConnectionSource source() {
        return source;
    }

    /** Which database it is, whatever its URL means; null before it was asked. */
    public @Nullable DatabaseIdentity identity() {
        OwnConnection.Facts facts = own == null ? null : own.facts();
        return facts == null ? guestIdentity : facts.identity();
    }

    /** Which database it is; before it was asked, which one was there in an earlier process. Null where nobody knows. */
    public @Nullable DatabaseIdentity presumedIdentity() {
        DatabaseIdentity identity = identity();
        Acquaintance earlier = identity == null ? recalled() : null;
        return earlier == null ? identity : earlier.identity();
    }

    /** The text of the identity of the database to which a connection leads, as {@link #identity} has it; null where it does not last. */
    public @Nullable String identityOn(Connection connection) throws SQLException {
        DatabaseIdentity there = reader.databaseIdentity(connection);
        return there.lasting() ? there.text() : null;
    }

    /** Has what is known of the database remembered for processes to come, and what was recalled believed until it answers. */
    public void remembersBy(Recollection place) {
        recollection = place;
    }

    /** What an earlier process knew of it; null where nothing was recalled. */
    public @Nullable Acquaintance recalled() {
        Recollection place = recollection;
        return place == null ? null : place.known();
    }

    /** The schemas in which connections that are opened so looked up names in an earlier process; null where that is not known. */
    public @Nullable List<String> recalledPath(String entrance) {
        Acquaintance earlier = recalled();
        return earlier == null ? null : earlier.paths().get(entrance);
    }

    /** Connections that are opened in a way that this text stands for look up names in these schemas. Returns at once. */
    public void rememberPath(String entrance, List<String> path) {
        remember(known -> known.path(entrance, path));
    }

    /** Whether writes can be made exactly once there by a table of the agent's own. Returns at once. */
    public void rememberLedger(boolean usable) {
        remember(known -> known.ledger(usable));
    }

    private void remember(UnaryOperator<Acquaintance> change) {
        Recollection place = recollection;
        OwnConnection connection = own;
        if (place == null || connection == null) {
            return;
        }
        CompletableFuture<Boolean> unused = onOwnConnection(asked -> {
            OwnConnection.Facts facts = connection.facts();
            if (facts != null && facts.identity().lasting()) {
                place.answered(facts, change);
            }
            return true;
        });
    }

    /** Whether tables are read only through {@link #readAs}. */
    public boolean guest() {
        return own == null;
    }

    /** As the database said, or before it was asked, as the product comes. */
    public Dialect dialect() {
        Dialect known = learnt;
        OwnConnection.Facts facts = own == null ? null : own.facts();
        if (known == null && facts != null) {
            known = facts.dialect();
        }
        Acquaintance earlier = known == null ? recalled() : null;
        if (earlier != null) {
            known = earlier.dialect();
        }
        return known != null ? known : new Dialect(byUrl, foldingAsItComes());
    }

    private Folding foldingAsItComes() {
        return switch (byUrl) {
            case H2, HSQLDB, DERBY, ORACLE -> Folding.UPPER;
            case SQLITE, SQLSERVER -> Folding.NONE;
            default -> Folding.LOWER;
        };
    }

    /**
     * Asks a connection of the application for the dialect, which costs at most one round trip per connection (PostgreSQL: none).
     */
    public void learn(Connection connection) {
        if (learnt == null) {
            try {
                learnt = reader.dialect(connection);
            } catch (SQLException | RuntimeException | LinkageError e) {
                publisher.complain(e);
            }
        }
    }

    /** The application opened a connection, or one was adopted; what stands for it is held weakly. Any thread. */
    public void enters(Object connection) {
        OwnConnection mine = own;
        if (mine != null && attendance.enters(connection) && !ready) {
            try {
                thread.execute(() -> getReady(mine));
            } catch (RejectedExecutionException e) {
                // Closed.
            }
        }
    }

    /**
     * Opens the agent's own connection before the first write comes, where an earlier process knew tables that may have changed since:
     * in a JVM that has just begun the classes alone that read a table may take longer than a write may wait.
     */
    private void getReady(OwnConnection mine) {
        if (ready || mine.crowded()) {
            return;
        }
        ready = true;
        if (surroundings.ledger().holdsSome()) {
            try {
                List<String> path = mine.query(connection -> {
                    List<String> schemas = reader.path(connection);
                    TableKey none = new TableKey(schemas, "selfhealing_none");
                    reader.fingerprints(connection, List.of(none));
                    reader.read(connection, schemas, none.table());
                    return schemas;
                });
                OwnConnection.Facts facts = mine.facts();
                if (facts != null && !path.isEmpty()) {
                    boolean unused = publisher.remembersFirst(facts.identity(), path.get(0), "selfhealing_none");
                }
            } catch (SQLException | RuntimeException | LinkageError e) {
                // Whoever needs it will be told.
            }
        }
        thread.later(() -> reach(mine, null), BEHIND_THE_FIRST_WRITE);
    }

    /** @param named schemas; null for those in which a new connection looks up names */
    private void reach(OwnConnection mine, @Nullable List<String> named) {
        FirstContact first = contact;
        if (first == null || attendance.isEmpty() || mine.crowded()) {
            ready &= named != null; // Until somebody comes again; whatever is used is read then.
            return;
        }
        try {
            List<String> schemas = mine.query(connection -> named != null ? named : reader.path(connection));
            OwnConnection.Facts facts = mine.facts();
            if (facts != null) {
                first.reached(facts.identity(), schemas);
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            // As above.
        }
    }

    /**
     * The application ran a text that may have set where names are looked up, on some connection: what tables there are in the schemas
     * that it may mean is noted before they change. Returns at once.
     */
    public void pathSet(String sql) {
        if (sql.length() <= LONGEST_PATH_TEXT && SchemaMentions.setsPath(sql)) {
            later(sql, () -> SchemaMentions.in(sql, dialect().folding()));
        }
    }

    /** The same for a schema or catalog that was set by its name. */
    public void schemaSet(String schema) {
        later('"' + schema, () -> List.of(schema));
    }

    /** @param once stands for the schemas, which are looked at once */
    private void later(String once, Supplier<List<String>> schemas) {
        OwnConnection mine = own;
        if (mine != null && pathTexts.size() < MOST_PATH_TEXTS && pathTexts.add(once)) {
            thread.later(() -> reach(mine, schemas.get()), BEHIND_THE_FIRST_WRITE);
        }
    }

    /** The application closed it. Any thread. */
    public void leaves(Object connection) {
        if (own != null) {
            attendance.leaves(connection);
        }
    }

    /** The database was seen to answer: nothing waits any more because it failed. Any thread. */
    public void answers() {
        OwnConnection mine = own;
        if (mine != null) {
            mine.answers();
        }
    }

    /**
     * The schemas in which that connection looks up names now.
     *
     * @throws SQLException as the connection does; in an aborted transaction for one
     */
    public List<String> path(Connection connection) throws SQLException {
        return reader.path(connection);
    }

    /**
     * What names mean on that connection now: see {@link SchemaReader#resolve}.
     *
     * @throws SQLException as the connection does
     */
    public List<@Nullable ResolvedTable> resolve(Connection connection, List<TableReference> names)
            throws SQLException {
        return reader.resolve(connection, names);
    }

    /**
     * Whether the table may be the one that was seen at that moment: see {@link SchemaReader#stoodThen}.
     *
     * @throws SQLException as the connection does
     */
    public boolean stoodThen(Connection connection, TableSnapshot table, Instant seen) throws SQLException {
        return reader.stoodThen(connection, table, seen);
    }

    /** Waits for the names under which lost tables may be in use. */
    public NameWatch names() {
        return names;
    }

    /** A write to that table is healed: for a while it is looked at more often. A guest's table is looked at with each heal. */
    public void healed(TableCell cell) {
        if (beat != null) {
            beat.healed(cell);
        }
    }

    /**
     * The same, with what may change it unseen.
     *
     * @throws SQLException as the connection does
     */
    public SchemaReader.Lookup lookup(Connection connection) throws SQLException {
        return reader.lookup(connection);
    }

    /** A connection that was opened so, since the database was last down, looks up names in these schemas. */
    public void seenPath(String entrance, List<String> path) {
        if (freshPaths.size() < MOST_PATHS || freshPaths.containsKey(entrance)) {
            freshPaths.put(entrance, List.copyOf(path));
        }
    }

    /** Where one did that was opened so since the database was last down; null where none was. */
    public @Nullable List<String> freshPath(String entrance) {
        return freshPaths.get(entrance);
    }

    /** The database is down: whatever was known of new connections may be otherwise when it is back. */
    public void forgetFreshPaths() {
        freshPaths.clear();
    }

    /** The place where what is known of a table is shown. The cell is made, and counts as touched, but nothing is read. */
    public TableCell cell(TableKey key) {
        TableCell cell = cache.cell(key);
        cell.touch();
        return cell;
    }

    /** Has the table read some time soon if nobody has yet. */
    public void ensure(TableKey key) {
        TableCell cell = cell(key);
        if (cell.view() instanceof TableView.Unread) {
            ask(cell);
        }
    }

    /**
     * What a table was when somebody last looked, in this process or an earlier one, however long ago; null where nobody did, or
     * where it was no ordinary table. Asks the database nothing, and may read a file.
     */
    public @Nullable TableHistory lastKnown(TableKey key) {
        DatabaseIdentity identity = presumedIdentity();
        return identity == null ? null : publisher.past(identity, cache.cell(key), SharedPast.NONE);
    }

    /** Whether somebody saw the table, in this process or an earlier one; before the database has said who it is, whether he may have. */
    public boolean mayBeKnown(TableKey key) {
        return presumedIdentity() == null ? surroundings.ledger().holdsSome() : lastKnown(key) != null;
    }

    /**
     * The tables that somebody saw in this process, as they were last seen; before it has been asked, those of which an earlier
     * process knew, which may read files.
     */
    public List<TableSnapshot> seen() {
        DatabaseIdentity identity = identity();
        if (identity == null) {
            Acquaintance earlier = recalled();
            return earlier == null ? List.of() : surroundings.ledger().tables(earlier.identity());
        }
        return cache.cells().stream()
                .map(cell -> cell.lastKnown(identity))
                .filter(Objects::nonNull)
                .map(known -> known.history().current())
                .toList();
    }

    /**
     * Has the table read again. Who asks before the reading began shares it; after that another one is made.
     *
     * @return done with what is shown then, on the database's own thread; never exceptionally. Done at once for a guest
     */
    public CompletableFuture<TableView> refresh(TableKey key) {
        return awaitRead(cell(key)).copy();
    }

    private void ask(TableCell cell) {
        CompletableFuture<TableView> unused = awaitRead(cell);
    }

    private CompletableFuture<TableView> awaitRead(TableCell cell) {
        CompletableFuture<TableView> mine = new CompletableFuture<>();
        if (watcher == null) {
            mine.complete(cell.view());
            return mine;
        }
        Watcher looking = watcher;
        CompletableFuture<TableView> waiting = cell.await(mine);
        if (waiting == mine) {
            try {
                thread.executeUrgently(() -> looking.readIfAwaited(cell));
            } catch (RejectedExecutionException e) {
                cell.giveUpWaiting();
            }
        }
        return waiting;
    }

    /**
     * Has a table read that nobody has looked at yet, and waits for it: what a table was before it changed is the ground of
     * every proof. Does not wait again after a wait was in vain, until some wait was not.
     */
    public TableView firstLook(TableKey key, Duration atMost) {
        if (!firstLooksSucceed) {
            ensure(key);
            return cell(key).view();
        }
        TableView view = refreshNow(key, atMost);
        firstLooksSucceed = !(view instanceof TableView.Unread);
        return view;
    }

    /** Has the table read again and waits, but no longer than that; then what is shown is all there is. */
    public TableView refreshNow(TableKey key, Duration atMost) {
        TableCell cell = cell(key);
        try {
            TableView read = awaitRead(cell).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            firstLooksSucceed = true;
            return read;
        } catch (TimeoutException | ExecutionException e) {
            return cell.view();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cell.view();
        }
    }

    /**
     * Reads a table of a guest on the caller's thread and connection. For a watched database nothing is read: what its own
     * transaction alone can see must not be shown to others.
     */
    public TableView readAs(Connection guest, TableKey key) {
        TableCell cell = cell(key);
        if (watcher != null) {
            return cell.view();
        }
        long ticket = cell.ticket();
        try {
            TableSnapshot read = reader.read(guest, key.path(), key.table());
            DatabaseIdentity identity = identity(guest);
            if (read == null) {
                Trail trail = pursuit.follow(guest, identity, cell, SharedPast.NONE);
                LostTable lost = trail == null ? null : uses.of(key, trail.lost());
                publisher.publish(cell, ticket, identity, null, lost, SharedPast.NONE);
            } else {
                uses.found(key);
                pursuit.found(guest, identity, read);
                publisher.publish(cell, ticket, identity, read, null, SharedPast.NONE);
            }
        } catch (SQLException e) {
            if (!ABORTED.equals(e.getSQLState())) {
                publisher.failed(cell, e);
            }
        } catch (RuntimeException | LinkageError e) {
            publisher.failed(cell, e);
        }
        return cell.view();
    }

    /**
     * A table as that connection sees it at this moment, in its own transaction. Nobody else is shown what is found.
     *
     * @return null where no schema of the key has a relation of that name
     * @throws SQLException as the connection does
     */
    public @Nullable TableSnapshot seenBy(Connection connection, TableKey key) throws SQLException {
        return reader.read(connection, key.path(), key.table());
    }

    private DatabaseIdentity identity(Connection guest) throws SQLException {
        DatabaseIdentity known = guestIdentity;
        if (known == null) {
            learnt = reader.dialect(guest);
            known = reader.databaseIdentity(guest);
            guestIdentity = known;
        }
        return known;
    }

    /**
     * A rename passed through this JVM and succeeded. It enters the history when a reading bears it out, which for a guest is
     * the next {@link #readAs}.
     */
    public void witnessed(TableKey key, WitnessedRename rename) {
        TableCell cell = cell(key);
        cell.witnessed(rename);
        ask(cell);
    }

    /**
     * A table was given another name before this JVM's eyes. It enters the history when a reading bears it out, which for a guest
     * is the next {@link #readAs}.
     */
    public void moved(WitnessedMove move) {
        moves.witnessed(move);
        ask(cell(move.from()));
    }

    /**
     * Has something done on the agent's own connection, on the database's own thread, in a short transaction that is committed
     * when the work returns and rolled back when it throws. The schema is watched on the same thread: whoever has much to do asks
     * for it in many pieces. Each statement may take {@link SchemaSettings#reading}.
     *
     * @return done on the database's own thread. Exceptionally with what the work threw, or with an {@link SQLException} where
     *     there is no connection to do it on: always for a {@linkplain #guest guest}, for a moment after it could not be opened,
     *     and after {@link #close}
     */
    public <T extends @Nullable Object> CompletableFuture<T> onOwnConnection(OwnWork<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        OwnConnection connection = own;
        if (connection == null) {
            done.completeExceptionally(
                    new SQLFeatureNotSupportedException("no connection of the agent's own to " + name, "0A000"));
            return done;
        }
        pending.removeIf(CompletableFuture::isDone);
        pending.add(done);
        try {
            thread.execute(() -> doWork(connection, work, done));
        } catch (RejectedExecutionException e) {
            giveUp(done);
        }
        return done;
    }

    private <T extends @Nullable Object> void doWork(
            OwnConnection connection, OwnWork<T> work, CompletableFuture<T> done) {
        try {
            done.complete(connection.query(work));
        } catch (SQLException | RuntimeException | LinkageError e) {
            done.completeExceptionally(e);
        }
    }

    private void giveUp(CompletableFuture<?> work) {
        work.completeExceptionally(new SQLNonTransientConnectionException(name + " is given up", "08003"));
    }

    /**
     * Has some values of a column read, once for each shape of its table and again after a while: on the agent's own connection
     * and thread, or not at all. Of a guest nothing is read, since that would be on the application's connection.
     */
    public Sampling sample(TableSnapshot table, Column column) {
        return samples == null ? Sampling.NONE : samples.of(table, column);
    }

    /**
     * Asks the rows of a table what became of the columns that it lost, and whether it is the table that had a name before: once for
     * each shape of it, and again for a while after. On the agent's own connection and thread; of a guest nobody is asked.
     *
     * @param schema of the table that was known
     * @param table its name
     * @param now the table that may be it, under the same name or another
     */
    public ContentAnswer content(String schema, String table, TableSnapshot now) {
        return contents == null ? ContentAnswer.NONE : contents.of(schema, table, List.of(), now);
    }

    /** The same of a table that was known under the name that it has, and whether it is that table at all. */
    public ContentAnswer content(TableHistory history) {
        TableSnapshot now = history.current();
        return contents == null ? ContentAnswer.NONE : contents.of(now.schema(), now.name(), history.earlier(), now);
    }

    /**
     * Asks the rows what the columns of an earlier shape of a table are called today; what is not proved is not in the answer. On the
     * agent's own connection and thread; of a guest nobody is asked.
     *
     * @param then what the table was: shapes that had the same columns, newest first
     * @return exceptionally where the database cannot tell now
     */
    public CompletableFuture<Map<String, String>> columnsByContent(List<TableSnapshot> then, TableSnapshot now) {
        return earlierRows == null ? CompletableFuture.completedFuture(Map.of()) : earlierRows.same(then, now);
    }

    /**
     * Asks the rows what the columns of an earlier shape hold today, and of each pair of a column of then and one of today whether the
     * values are those that were there; nothing is said where no rows of that shape were seen. As above.
     *
     * @param then as above
     * @return exceptionally where the database cannot tell now
     */
    public CompletableFuture<ContentFacts> contentSince(List<TableSnapshot> then, TableSnapshot now) {
        return earlierRows == null
                ? CompletableFuture.completedFuture(ContentFacts.NONE)
                : earlierRows.facts(then, now);
    }

    /** Ends the thread and closes the agent's connection; waits a moment for that, and not for a database that hangs. */
    @Override
    public void close() {
        thread.close(own == null ? () -> {} : own::close, PATIENCE_AT_CLOSE);
        List.copyOf(pending).forEach(this::giveUp);
    }
}
