package io.selfhealing.agent.offline;

import io.selfhealing.agent.config.Validity;
import io.selfhealing.agent.offline.Keeper.Kept;
import io.selfhealing.agent.offline.OfflineConnections.Told;
import io.selfhealing.agent.outage.Outage;
import io.selfhealing.agent.sql.Calls;
import io.selfhealing.agent.sql.Masking;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A connection while there is none. Like any connection it belongs to one thread at a time, but for {@code close} and
 * {@code abort}.
 */
final class OfflineConnection extends OfflineObject {
    private static final String READ = "it reads, and only the database has the answer";
    /** Pools trust what they handed out this lately, so that a write just after the outage is still kept. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final OfflineConnections makers;
    private final Outage outage;
    private final Refusals refusals;
    private final Told told;
    private final OfflineTransaction transaction;
    private final Map<String, @Nullable Object> settings = new HashMap<>();
    private Place place;
    private @Nullable SQLWarning warnings;
    private volatile boolean closed;

    /** What the application has. */
    @Nullable
    Connection self;

    OfflineConnection(OfflineConnections makers, Place place, Outage outage, Refusals refusals, Told told) {
        this.makers = makers;
        this.place = place;
        this.outage = outage;
        this.refusals = refusals;
        this.told = told;
        this.transaction = new OfflineTransaction(place.database(), makers.keeper);
    }

    @Override
    Refusals refusals() {
        return refusals;
    }

    @Override
    @Nullable
    Object answer(Method method, @Nullable Object[] arguments) throws SQLException {
        switch (method.getName()) {
            case "close", "abort" -> {
                transaction.rollback();
                closed = true;
                return null;
            }
            case "isClosed" -> {
                return closed;
            }
            case "isValid" -> {
                return isValid(number(arguments, 0));
            }
            default -> requireOpen();
        }
        return switch (method.getName()) {
            case "prepareStatement" -> prepare((String) given(arguments, 0), asksForKeys(arguments));
            case "createStatement" -> statement();
            case "setAutoCommit", "commit", "rollback", "getAutoCommit" -> transact(method.getName(), arguments);
            case "getWarnings" -> warnings;
            case "clearWarnings" -> {
                warnings = null;
                yield null;
            }
            case "getMetaData" ->
                OfflineConnections.proxy(
                        DatabaseMetaData.class,
                        new OfflineMetaData(this, told, place.database().product()));
            case "nativeSQL" -> arguments[0];
            case "beginRequest", "endRequest" -> null;
            default -> setting(method, arguments);
        };
    }

    private boolean isValid(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("a negative time-out: " + seconds, "22023");
        }
        return !closed && makers.validity == Validity.OUTAGE && outage.isDown();
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("This connection has been closed.", "08003");
        }
    }

    /** The overloads with columns, or the flag for them. */
    static boolean asksForKeys(@Nullable Object[] arguments) {
        Object second = arguments.length == 2 ? arguments[1] : null;
        if (second instanceof int[] indexes) {
            return indexes.length > 0;
        }
        if (second instanceof String[] names) {
            return names.length > 0;
        }
        return second instanceof Integer flag && flag == Statement.RETURN_GENERATED_KEYS;
    }

    private Object prepare(String sql, boolean keysAsked) throws SQLException {
        OfflineStatement statement = new OfflineStatement(this, draft(sql, keysAsked));
        return OfflineConnections.proxy(PreparedStatement.class, statement);
    }

    private Object statement() throws SQLException {
        requireOutage();
        return OfflineConnections.proxy(Statement.class, new OfflineStatement(this, null));
    }

    private @Nullable Object transact(String method, @Nullable Object[] arguments) throws SQLException {
        try {
            switch (method) {
                case "getAutoCommit" -> {
                    return transaction.isAutoCommit();
                }
                case "setAutoCommit" -> {
                    boolean written = transaction.isOpen();
                    transaction.autoCommit((Boolean) given(arguments, 0));
                    warn(written);
                }
                case "commit" -> {
                    requireTransaction();
                    boolean written = transaction.isOpen();
                    transaction.commit();
                    warn(written);
                }
                default -> {
                    requireTransaction();
                    if (arguments.length > 0) {
                        throw refuse("savepoints are not kept", null);
                    }
                    transaction.rollback();
                }
            }
            return null;
        } catch (NotKeptException e) {
            SQLException refused = refuse(e, null);
            transaction.rollback(); // It has ended, if not as the application wished.
            throw refused;
        }
    }

    private void requireTransaction() throws SQLException {
        if (transaction.isAutoCommit()) {
            throw new SQLException("there is no transaction while autoCommit is on", "25P01");
        }
    }

    private @Nullable Object setting(Method method, @Nullable Object[] arguments) throws SQLException {
        String name = method.getName();
        return switch (name) {
            case "setReadOnly", "setTransactionIsolation", "setHoldability", "setTypeMap", "setClientInfo" -> {
                settings.put(name.substring("set".length()), arguments[0]);
                yield null;
            }
            case "setNetworkTimeout" -> settings.put("NetworkTimeout", arguments[1]);
            case "setSchema", "setCatalog" -> {
                elsewhere(name.substring("set".length()), arguments[0]);
                yield null;
            }
            case "isReadOnly" -> settings.getOrDefault("ReadOnly", false);
            case "getTransactionIsolation" -> settings.getOrDefault("TransactionIsolation", isolation());
            case "getHoldability" -> settings.getOrDefault("Holdability", java.sql.ResultSet.HOLD_CURSORS_OVER_COMMIT);
            case "getNetworkTimeout" -> settings.getOrDefault("NetworkTimeout", 0);
            case "getTypeMap" -> settings.getOrDefault("TypeMap", new HashMap<String, Class<?>>());
            case "getSchema" -> settings.getOrDefault("Schema", schema());
            case "getCatalog" -> settings.get("Catalog");
            case "getClientInfo" -> arguments.length == 0 ? new Properties() : null;
            default -> throw refuse(name + " needs the database", null);
        };
    }

    private int isolation() {
        return place.database().product().speaksMySql()
                ? Connection.TRANSACTION_REPEATABLE_READ
                : Connection.TRANSACTION_READ_COMMITTED;
    }

    private @Nullable String schema() {
        List<String> path = place.path();
        return path == null || path.isEmpty() ? null : path.get(0);
    }

    /** Whoever makes the write later looks names up as a new connection does. */
    private void elsewhere(String what, @Nullable Object name) {
        Object before = settings.getOrDefault(what, what.equals("Schema") ? schema() : null);
        settings.put(what, name);
        boolean moves = what.equals("Schema") || place.database().product().speaksMySql();
        if (moves && !Objects.equals(before, name)) {
            place = place.astray("the connection was told to look elsewhere; a name with its schema would be certain");
        }
    }

    /** The write of a text, judged; what is not to be kept is refused. */
    Draft draft(String sql, boolean keysAsked) throws SQLException {
        requireOutage();
        String masked = Masking.mask(sql, place.database().product());
        StatementKind kind = Scanner.kind(sql);
        if (kind != StatementKind.QUERY && Boolean.TRUE.equals(settings.get("ReadOnly"))) {
            throw refuse("the connection is read-only", masked);
        }
        try {
            return makers.drafts.of(place, sql, keysAsked);
        } catch (NotKeptException e) {
            if (kind == StatementKind.SESSION || kind == StatementKind.OTHER || Calls.mayRunCode(sql)) {
                place = place.astray(
                        "the connection was asked for something that might have it look elsewhere; a name with its schema would"
                                + " be certain");
            }
            throw kind == StatementKind.QUERY ? unanswered() : refuse(e, masked);
        }
    }

    /** Keeps the writes of one execution. */
    void keep(List<Kept> writes) throws SQLException {
        requireOpen();
        requireOutage();
        try {
            transaction.add(writes);
        } catch (NotKeptException e) {
            throw refuse(e, writes.get(0).draft().masked());
        }
        warn(transaction.isAutoCommit());
    }

    Keeper keeper() {
        return makers.keeper;
    }

    long maxValueBytes() {
        return makers.drafts.maxValueBytes();
    }

    Product product() {
        return place.database().product();
    }

    /** Once the database is back this connection begins nothing new, so that its pool gives it up. */
    private void requireOutage() throws SQLException {
        if (!transaction.isOpen() && outage.overFor(GRACE)) {
            throw refusals.because("the database is back: another connection reaches it");
        }
    }

    private void warn(boolean kept) {
        if (kept) {
            warnings = Keeper.warning();
        }
    }

    /** What is thrown in place of an answer; a transaction that was refused anything is not kept. */
    SQLException refuse(String reason, @Nullable String masked) {
        return refuse(new NotKeptException(reason), masked);
    }

    /** A read has its own error while its database is down: nothing that was to be kept is lost, so no event says so. */
    private SQLException unanswered() {
        transaction.spoil(READ);
        return refusals.because(READ);
    }

    SQLException refuse(NotKeptException refusal, @Nullable String masked) {
        transaction.spoil(refusal.reason());
        makers.keeper.refused(place.database(), masked, refusal.reason());
        return refusals.because(refusal);
    }

    @Override
    public String toString() {
        return "a connection that keeps writes to " + place.database().name() + " on disk";
    }
}
