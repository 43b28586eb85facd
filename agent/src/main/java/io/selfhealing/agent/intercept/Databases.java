package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Surroundings;
import java.sql.Connection;
import java.sql.Driver;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The databases that the application connects to: one for each address and user, whatever else the URLs say, so that the agent
 * has one connection of its own to each.
 */
final class Databases {
    /** More than any application talks to; a test suite with a new in-memory database for each test passes it. */
    private static final int MOST = 256;

    private static final int MOST_PATHS = 1_024;

    private static final Pattern USER = Pattern.compile("[?&;]user=([^&;]*)", Pattern.CASE_INSENSITIVE);

    private final Map<Address, Known> known = new ConcurrentHashMap<>();
    private final Map<Entrance, StartPath> paths = new ConcurrentHashMap<>();
    private final Surroundings surroundings;

    private record Address(String url, String user) {
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

    private record Known(Database database, Credentials credentials) {}

    Databases(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What is kept of a connection that a driver returned; null where the agent does not know the product. */
    @Nullable
    ConnectionState connected(Driver driver, Connection connection, String url, @Nullable Properties properties) {
        Properties credentials = Credentials.copy(properties);
        Database database = isPrivate(url)
                ? Database.of(url, new Credentials(driver, url, credentials), surroundings)
                : database(driver, url, credentials);
        if (database == null) {
            return null;
        }
        Own.run(() -> database.learn(connection));
        ConnectionState state = new ConnectionState(connection, database, startPath(url, credentials));
        state.learnStartPath();
        return state;
    }

    private @Nullable Database database(Driver driver, String url, Properties properties) {
        Address address = new Address(Database.address(url), user(url, properties));
        Known there = known.get(address);
        if (there != null) {
            there.credentials().renew(driver, url, properties);
            return there.database();
        }
        Credentials credentials = new Credentials(driver, url, properties);
        Database made = Database.of(url, credentials, surroundings);
        if (made == null || known.size() >= MOST) {
            return made;
        }
        Known other = known.putIfAbsent(address, new Known(made, credentials));
        if (other == null) {
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
        Map<Object, Object> deciding = new java.util.HashMap<>(properties);
        deciding.remove("password");
        Entrance entrance = new Entrance(url, deciding);
        if (paths.size() > MOST_PATHS) {
            paths.clear(); // The next connections are asked again.
        }
        return paths.computeIfAbsent(entrance, unknown -> new StartPath());
    }

    /** Each connection to H2's unnamed in-memory database is a database of its own. */
    private static boolean isPrivate(String url) {
        return url.equals("jdbc:h2:mem:") || url.startsWith("jdbc:h2:mem:;");
    }
}
