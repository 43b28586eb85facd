package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.content.Hasher;
import io.selfhealing.agent.content.Print;
import io.selfhealing.agent.content.Prints;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rows of one database what became of the columns that a table had at one time, by the print that was taken of it then. On
 * the agent's own connection and thread.
 */
final class EarlierRows {
    /** Nobody of the application waits for it. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(2);

    /** Classes of SQLState: no connection, a conflict, no resources, an operator's hand or a time-out. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "HY");

    private final OwnConnection own;
    private final SchemaReader reader;
    private final SchemaThread thread;
    private final ContentReader rows;
    private final ContentPlace place;
    private final Prints prints;
    private final InstantSource clock;

    EarlierRows(
            OwnConnection own,
            SchemaReader reader,
            SchemaThread thread,
            ContentReader rows,
            ContentPlace place,
            Prints prints,
            InstantSource clock) {
        this.own = own;
        this.reader = reader;
        this.thread = thread;
        this.rows = rows;
        this.place = place;
        this.prints = prints;
        this.clock = clock;
    }

    /** What is made of a print and its rows as they are today. */
    @FunctionalInterface
    private interface Answer<T> {
        T of(Print print, List<Print.Column> columns, List<Print.Reading> there, Hasher hasher);
    }

    /** See {@link Database#columnsByContent}. Any thread. */
    CompletableFuture<Map<String, String>> same(List<TableSnapshot> then, TableSnapshot now) {
        return ask(
                then,
                now,
                Prints::mayProve,
                Map.of(),
                (print, columns, there, hasher) -> Prints.same(print, columns, there, clock.millis(), hasher));
    }

    /** See {@link Database#contentSince}. Any thread. */
    CompletableFuture<ContentFacts> facts(List<TableSnapshot> then, TableSnapshot now) {
        return ask(
                then,
                now,
                print -> true,
                ContentFacts.NONE,
                (print, columns, there, hasher) ->
                        ContentFacts.NONE.withColumns(Prints.everyPair(print, columns, there, clock.millis(), hasher)));
    }

    private <T> CompletableFuture<T> ask(
            List<TableSnapshot> then, TableSnapshot now, Predicate<Print> tells, T nothing, Answer<T> answer) {
        if (!rows.reads(now) || (own.facts() != null && print(then, tells) == null)) {
            return CompletableFuture.completedFuture(nothing); // Whatever the rows are, they tell nothing.
        }
        CompletableFuture<T> asked = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    asked.complete(read(then, now, tells, nothing, answer));
                } catch (SQLException e) {
                    if (mayPass(e)) {
                        asked.completeExceptionally(e);
                    } else {
                        asked.complete(nothing);
                    }
                } catch (RuntimeException | LinkageError e) {
                    asked.complete(nothing);
                }
            });
        } catch (RejectedExecutionException e) {
            asked.completeExceptionally(e);
        }
        return asked;
    }

    private <T> T read(List<TableSnapshot> then, TableSnapshot now, Predicate<Print> tells, T nothing, Answer<T> answer)
            throws SQLException {
        Hasher hasher = prints.hasher();
        Print print = hasher == null ? null : print(then, tells);
        if (hasher == null || print == null) {
            return nothing;
        }
        List<Print.Reading> there = own.query(connection -> {
            reader.restrain(connection, LONGEST_READING);
            return rows.again(connection, now, print.rows());
        });
        return answer.of(print, ContentReader.columns(now), there, hasher);
    }

    /** The newest of any of these shapes that has rows and tells something; null where there is none. */
    private @Nullable Print print(List<TableSnapshot> then, Predicate<Print> tells) {
        for (TableSnapshot shape : then) {
            for (Print print : place.prints(shape.schema(), shape.name())) {
                if (print.shape().equals(shape.version()) && !print.rows().isEmpty() && tells.test(print)) {
                    return print;
                }
            }
        }
        return null;
    }

    /** Whether the same question may be answered later: not where a right is lacking, or a type cannot be read. */
    static boolean mayPass(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e instanceof SQLTransientException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || PASSING.contains(state.substring(0, Math.min(2, state.length())));
    }
}
