package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.SchemaReader;
import io.selfhealing.agent.sql.Product;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is certain in which schemas a connection looks up names: it was asked, and has run nothing since that may have changed
 * that. Functions, procedures and triggers may. Asks when it is told to, and never by itself.
 */
final class PathCertainty {
    private static final String SETTING = "search_path";

    private int changes;
    private boolean inTransaction;
    private boolean unknowable;
    private volatile @Nullable Asked asked;

    /**
     * What the connection said.
     *
     * @param changes how often something may have changed it before
     * @param setting what PostgreSQL 18 reports of it unasked; null where nothing is reported
     */
    private record Asked(
            int changes,
            List<String> path,
            @Nullable Set<String> coded,
            @Nullable String setting,
            @Nullable String ownSettings) {}

    private static final ClassValue<Reported> REPORTED = new ClassValue<>() {
        @Override
        protected Reported computeValue(Class<?> type) {
            return new Reported(type);
        }
    };

    /**
     * How PostgreSQL's driver tells what its server reports: without a question to that. Found as a handle, since reflection would load
     * all classes that the driver's methods name, and of some of these it matters whether the application uses them.
     */
    private static final class Reported {
        private final @Nullable MethodHandle method;

        Reported(Class<?> type) {
            method = method(type);
        }

        private static @Nullable MethodHandle method(Class<?> type) {
            try {
                Class<?> api = Class.forName("org.postgresql.PGConnection", false, type.getClassLoader());
                return api.isAssignableFrom(type)
                        ? MethodHandles.publicLookup()
                                .findVirtual(
                                        api, "getParameterStatus", MethodType.methodType(String.class, String.class))
                        : null;
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                return null;
            }
        }

        @Nullable
        String of(Connection connection) {
            try {
                return method == null ? null : (String) method.invoke(connection, SETTING);
            } catch (Throwable e) { // as MethodHandle declares
                return null;
            }
        }
    }

    /** Something ran that may have changed it. */
    synchronized void mayHaveChanged() {
        changes++;
        inTransaction = true;
    }

    /** Something ran after which no question tells for certain what a name means: it may have made a temporary table. */
    synchronized void unknowable() {
        unknowable = true;
    }

    /** What was changed in it may have been undone. */
    synchronized void transactionEnded() {
        if (inTransaction) {
            inTransaction = false;
            changes++;
        }
    }

    private synchronized int changes() {
        return changes;
    }

    private synchronized boolean isUnknowable() {
        return unknowable;
    }

    /** Asks the connection, which must be free for a question. Null where it does not answer. */
    @Nullable
    List<String> ask(Database database, Connection connection) {
        int before = changes();
        try {
            SchemaReader.Lookup found = Own.call(() -> database.lookup(connection));
            asked = new Asked(
                    before,
                    List.copyOf(found.path()),
                    found.coded(),
                    setting(database, connection),
                    found.ownSettings().isEmpty() ? null : String.join(", ", found.ownSettings()));
            return found.path();
        } catch (SQLException e) {
            asked = null;
            return null;
        }
    }

    /** Null where it is not certain. Asks nobody. */
    @Nullable
    List<String> certain(Database database, @Nullable Connection connection) {
        Asked last = asked;
        boolean stands = last != null
                && !isUnknowable()
                && last.changes() == changes()
                && (last.setting() == null
                        || connection == null
                        || Objects.equals(last.setting(), setting(database, connection)));
        return stands && last != null ? last.path() : null;
    }

    /** What was set for the session when it was last asked; null where nothing was that is known of. */
    @Nullable
    String ownSettings() {
        Asked last = asked;
        return last == null ? null : last.ownSettings();
    }

    /** Whether a write to that table runs code of somebody's own, as far as is known. */
    boolean isCoded(@Nullable String table) {
        Asked last = asked;
        Set<String> coded = last == null ? null : last.coded();
        return coded != null && (table == null ? !coded.isEmpty() : coded.contains(table));
    }

    private static @Nullable String setting(Database database, Connection connection) {
        return database.product() == Product.POSTGRESQL
                ? REPORTED.get(connection.getClass()).of(connection)
                : null;
    }
}
