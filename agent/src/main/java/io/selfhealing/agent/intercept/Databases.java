package io.selfhealing.agent.intercept;

import io.selfhealing.agent.outage.Outage;
import io.selfhealing.agent.schema.Acquaintances;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Recollection;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The databases that the application connects to: one for each address and user, whatever else the URLs say, so that the agent
 * has one connection of its own to each.
 */
final class Databases {
    /** More than any application talks to; a test suite with a new in-memory database for each test passes it. */
    private static final int MOST = 256;

    private static final int MOST_PATHS = 1_024;

    /** In milliseconds. */
    private static final int[] AFTER_GIVING_WAY = {5, 20, 50, 100, 200};

    private static final Pattern USER = Pattern.compile("[?&;]user=([^&;]*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern PRIVATE_SQLITE = Pattern.compile(
            "jdbc:sqlite:(|\\?.*|(file:)?:memory:.*|.*[?&]mode=memory.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Map<Address, Known> known = new ConcurrentHashMap<>();
    /** Databases of adopted connections to which the agent knows no way of its own. */
    private final Map<Address, Database> guests = new ConcurrentHashMap<>();

    private final Map<Entrance, StartPath> paths = new ConcurrentHashMap<>();
    private final Surroundings surroundings;
    private final boolean untried;

    private record Address(String url, String user) {
        /** Whether it may be the same: some products give a user's name back in another case, or not at all. */
        boolean meets(Address told) {
            return url.equals(told.url) && (told.user.isEmpty() || user.equalsIgnoreCase(told.user));
        }

        // Written out for the sake of start-up: see RATIONALE.md.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Address that && url.equals(that.url) && user.equals(that.user);
        }

        @Override
        public int hashCode() {
            return 31 * url.hashCode() + user.hashCode();
        }
    }

    /** Everything but the password that may decide how a new connection looks up names. Never printed. */
    private record Entrance(String url, Map<Object, Object> properties) {
        // Written out for the sake of start-up: see RATIONALE.md.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entrance that && url.equals(that.url) && properties.equals(that.properties);
        }

        @Override
        public int hashCode() {
            return 31 * url.hashCode() + properties.hashCode();
        }

        @Override
        public String toString() {
            return "an entrance";
        }
    }

    private record Known(
            Database database,
            Credentials credentials,
            @Nullable Outage outage) {}

    private final Interim interim;
    private final Sources sources = new Sources();
    private final Acquaintances acquaintances;

    /**
     * Knows none yet.
     *
     * @param untried whether products are looked after that the agent knows from documentation alone
     * @param acquaintances what is remembered of databases for a process that starts while they are down
     */
    Databases(Surroundings surroundings, boolean untried, Interim interim, Acquaintances acquaintances) {
        this.acquaintances = acquaintances;
        this.surroundings = surroundings;
        this.interim = interim;
        this.untried = untried;
    }

    private boolean looksAfter(String url) {
        Product product = Product.ofUrl(url);
        return product != Product.OTHER && (untried || !product.isUntried());
    }

    /** What is kept of a connection that a driver returned; null where the agent does not know the product. */
    @Nullable
    ConnectionState connected(Driver driver, Connection connection, String url, @Nullable Properties properties) {
        if (!looksAfter(url)) {
            return null;
        }
        Properties credentials = Credentials.copy(properties);
        Database database = isPrivate(url)
                ? Database.of(url, new Credentials(driver, url, credentials), surroundings)
                : database(driver, url, credentials);
        if (database == null) {
            return null;
        }
        Own.run(() -> database.learn(connection));
        ConnectionState state = new ConnectionState(connection, database, startPath(url, credentials));
        database.enters(state);
        Outage outage = outage(url, credentials);
        learn(state, outage);
        reached(state, outage);
        remember(database, startPath(url, credentials));
        if (SelfHealingDoor.distributed()) {
            state.distributed();
        }
        return state;
    }

    /** Where writes may have to be kept, each new connection is asked: whoever opens one may be led elsewhere than before. */
    private void learn(ConnectionState state, @Nullable Outage outage) {
        if (interim.active() && outage != null && outage.database().equals(state.database())) {
            state.watchPath();
        } else {
            state.learnStartPath();
        }
    }

    /** For a process that starts while the database is down. */
    private void remember(Database database, StartPath path) {
        List<String> schemas = path.known();
        if (interim.active() && schemas != null && path.isNews()) {
            database.rememberPath(path.entrance(), path.strays() ? List.of() : schemas);
        }
    }

    private void reached(ConnectionState state, @Nullable Outage outage) {
        if (outage != null && outage.database().equals(state.database())) {
            state.watchedBy(outage);
            interim.learnAutoCommit(state);
            interim.connected(outage, state.path());
        }
    }

    private @Nullable Outage outage(String url, Properties credentials) {
        Known there = known.get(new Address(Database.address(url), user(url, credentials)));
        return there == null ? null : there.outage();
    }

    /** A connection to give without asking the driver, whose database is known to be down; null where it is to be asked. */
    @Nullable
    Connection connecting(String url, @Nullable Properties properties) {
        return interim.active() && looksAfter(url) ? offline(url, Credentials.copy(properties)) : null;
    }

    /** A connection to give instead of that failure; null where the failure stands. */
    @Nullable
    Connection connectFailed(Driver driver, Throwable failure, String url, @Nullable Properties properties) {
        if (!looksAfter(url)) {
            return null;
        }
        Properties credentials = Credentials.copy(properties);
        boolean keeps = interim.active() && Losses.isLoss(failure, Product.ofUrl(url));
        if (keeps && outage(url, credentials) == null) {
            recall(driver, url, credentials);
        }
        interim.failed(outage(url, credentials), failure);
        return keeps ? offline(url, credentials) : null;
    }

    /**
     * Where a server refused the application because it is full, the agent gives up its own connections there, and asks once more.
     *
     * @return what came of that; null where the failure stands
     */
    @Nullable
    Connection secondTry(Driver driver, Throwable failure, String url, @Nullable Properties properties) {
        if (!(failure instanceof SQLException refused)
                || !Failures.isFull(refused)
                || !looksAfter(url)
                || !surroundings.workers().giveWay(url)) {
            return null;
        }
        for (int wait : AFTER_GIVING_WAY) {
            try {
                Thread.sleep(wait); // A server takes a moment to notice that a connection has ended.
                return Own.ask(() -> driver.connect(url, Credentials.copy(properties)));
            } catch (SQLException e) {
                if (!Failures.isFull(e)) {
                    return null;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    /** A database that this process has not met may be one that an earlier process knew. */
    private void recall(Driver driver, String url, Properties credentials) {
        if (Database.guestOnly(url)) {
            return;
        }
        Recollection recollection = new Recollection(acquaintances, Database.address(url), user(url, credentials));
        if (recollection.recall()) {
            Address address = new Address(Database.address(url), user(url, credentials));
            shared(address, url, new Credentials(driver, url, credentials), recollection);
        }
    }

    private @Nullable Connection offline(String url, Properties credentials) {
        Outage outage = outage(url, credentials);
        StartPath path = startPath(url, credentials);
        if (outage != null && path.presumed() == null) {
            path.recall(outage.database().recalledPath(path.entrance()));
        }
        return interim.instead(outage, path, user(url, credentials));
    }

    /**
     * What is kept of a connection that no driver was seen to return; null where the agent does not know the product.
     *
     * @param supply where it came from; null where nobody saw that
     * @param fresh whether nothing was done with it yet
     * @throws SQLException where it does not say what it is connected to
     */
    @Nullable
    ConnectionState adopted(Connection connection, @Nullable Supply supply, boolean fresh) throws SQLException {
        DatabaseMetaData told = connection.getMetaData();
        String url = told.getURL();
        if (url == null || !looksAfter(url)) {
            return null;
        }
        Database database = isPrivate(url) ? Database.of(url, null, surroundings) : adopted(told, url, supply);
        if (database == null) {
            return null;
        }
        database.learn(connection);
        StartPath path = fresh && supply != null ? supply.path() : null;
        ConnectionState state = new ConnectionState(connection, database, path == null ? new StartPath() : path);
        database.enters(state);
        if (path == null) {
            state.pathInDoubt();
        } else {
            learn(state, supply == null ? null : outage(database));
        }
        if (supply != null && supply.distributed()) {
            state.distributed();
        }
        if (path != null && supply != null) {
            supplied(state, supply);
        }
        return state;
    }

    private @Nullable Outage outage(Database database) {
        for (Known each : known.values()) {
            if (each.database().equals(database)) {
                return each.outage();
            }
        }
        return null;
    }

    private void supplied(ConnectionState state, Supply supply) {
        for (Map.Entry<Address, Known> each : known.entrySet()) {
            Object source = supply.source().get();
            if (each.getValue().database().equals(state.database()) && source != null) {
                reached(state, each.getValue().outage());
                sources.note(
                        source, each.getValue().outage(), supply, each.getKey().user());
            }
        }
    }

    /** A connection to give without asking a data source, or instead of what it threw; null where there is none. */
    @Nullable
    Connection insteadOf(Object source, @Nullable Throwable failure, @Nullable String user) {
        Sources.Behind behind = sources.behind(source, user);
        if (behind == null) {
            return null;
        }
        if (failure != null) {
            interim.failed(behind.outage(), failure);
        }
        boolean down = failure == null
                || Losses.isLoss(failure, behind.outage().database().product());
        return down ? interim.instead(behind.outage(), behind.path(), behind.user()) : null;
    }

    private @Nullable Database adopted(DatabaseMetaData told, String url, @Nullable Supply supply) throws SQLException {
        String asked = supply == null ? null : supply.user();
        String user = asked != null ? asked : userOf(told, url);
        Address address = new Address(Database.address(url), user);
        for (Map.Entry<Address, Known> each : known.entrySet()) {
            if (each.getKey().meets(address)) {
                return each.getValue().database();
            }
        }
        if (supply != null && supply.lends() && !Database.guestOnly(url)) {
            return shared(address, url, new Credentials(supply));
        }
        Database there = guests.get(address);
        if (there != null) {
            return there;
        }
        Database made = Database.of(url, null, surroundings);
        if (made == null || guests.size() >= MOST) {
            return made;
        }
        Database other = guests.putIfAbsent(address, made);
        return other == null ? made : other;
    }

    /** MySQL's driver would have to ask its server, and answers with a host. */
    private static String userOf(DatabaseMetaData told, String url) throws SQLException {
        String user = Product.ofUrl(url) == Product.MYSQL ? null : told.getUserName();
        return user == null ? "" : user;
    }

    /** For people, in order: a URL without parameters for each. */
    List<String> names() {
        return Stream.concat(known.values().stream().map(Known::database), guests.values().stream())
                .map(Database::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** Closes the agent's own connections, and knows no database any more. */
    void forget() {
        List<Database> all = new ArrayList<>(guests.values());
        for (Known each : known.values()) {
            all.add(each.database());
            if (each.outage() != null) {
                each.outage().close();
            }
        }
        known.clear();
        guests.clear();
        all.forEach(Database::close);
    }

    private @Nullable Database database(Driver driver, String url, Properties properties) {
        Address address = new Address(Database.address(url), user(url, properties));
        Known there = known.get(address);
        if (there != null) {
            there.credentials().renew(driver, url, properties);
            return there.database();
        }
        return shared(address, url, new Credentials(driver, url, properties));
    }

    private @Nullable Database shared(Address address, String url, Credentials credentials) {
        return shared(address, url, credentials, new Recollection(acquaintances, address.url(), address.user()));
    }

    private @Nullable Database shared(Address address, String url, Credentials credentials, Recollection recollection) {
        Database made = Database.of(url, credentials, surroundings);
        if (made == null || known.size() >= MOST) {
            return made;
        }
        made.remembersBy(recollection);
        Outage outage = interim.watch(made, credentials);
        Known other = known.putIfAbsent(address, new Known(made, credentials, outage));
        if (other == null) {
            if (!made.guest()) {
                surroundings.listener().met(made);
            }
            return made;
        }
        made.close();
        return other.database();
    }

    private static String user(String url, Properties properties) {
        Matcher inUrl = USER.matcher(url);
        return inUrl.find() ? inUrl.group(1) : properties.getProperty("user", "");
    }

    private StartPath startPath(String url, Properties properties) {
        Entrance entrance = new Entrance(url, EntranceDigest.deciding(url, properties));
        if (paths.size() > MOST_PATHS) {
            paths.clear(); // The next connections are asked again.
        }
        return paths.computeIfAbsent(entrance, unknown -> new StartPath(EntranceDigest.of(url, properties)));
    }

    /** Each connection to H2's unnamed in-memory database, or to one of SQLite's, is a database of its own. */
    private static boolean isPrivate(String url) {
        return url.equals("jdbc:h2:mem:")
                || url.startsWith("jdbc:h2:mem:;")
                || PRIVATE_SQLITE.matcher(url).matches();
    }
}
