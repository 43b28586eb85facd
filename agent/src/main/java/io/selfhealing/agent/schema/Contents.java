package io.selfhealing.agent.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.content.Hasher;
import io.selfhealing.agent.content.Print;
import io.selfhealing.agent.content.Prints;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rows of one database what became of columns and tables, by the prints that {@link ContentPrinter} took before. On the
 * agent's own connection and thread.
 */
final class Contents {
    /** Once more, while nobody waits for it and others may wait for the thread. */
    private static final Duration LONGEST_READING_AGAIN = Duration.ofMillis(500);

    /** An application's write that has failed may wait for it. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(2);

    /** Whoever changes a table may go on to fill it: what the rows say is asked again for so long. */
    private static final Duration UNSETTLED = Duration.ofMinutes(2);

    /** So often is asked in a row, before what only many tables or rows make slow is left unknown. */
    private static final int PATIENT_ATTEMPTS = 3;

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LATER = Duration.ofSeconds(5);

    private static final int MOST_UNSETTLED = 64;
    private static final int MOST = 256;

    /** One question: what became of a table that was called so, if it is this one now. */
    private record Question(
            String schema,
            String table,
            List<TableSnapshot> earlier,
            TableSnapshot now,
            ContentAnswer answer,
            Instant first) {}

    private final OwnConnection own;
    private final SchemaReader reader;
    private final Pursuit pursuit;
    private final SchemaThread thread;
    private final ContentReader rows;
    private final ContentPlace place;
    private final Prints prints;
    private final InstantSource clock;
    private final List<Question> unsettled = new ArrayList<>(); // of the database's own thread alone
    private final Cache<TableSnapshot, ConcurrentMap<String, ContentAnswer>> answers = Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(MOST)
            .executor(Runnable::run)
            .build();

    Contents(
            OwnConnection own,
            SchemaReader reader,
            Pursuit pursuit,
            SchemaThread thread,
            ContentReader rows,
            ContentPlace place,
            Prints prints,
            InstantSource clock) {
        this.own = own;
        this.reader = reader;
        this.pursuit = pursuit;
        this.thread = thread;
        this.rows = rows;
        this.place = place;
        this.prints = prints;
        this.clock = clock;
    }

    /**
     * Any thread.
     *
     * @param earlier what it was under the name that it has now
     */
    ContentAnswer of(String schema, String table, List<TableSnapshot> earlier, TableSnapshot now) {
        ConcurrentMap<String, ContentAnswer> ofShape = answers.get(now, shape -> new ConcurrentHashMap<>());
        String name = schema + '\0' + table;
        ContentAnswer known = ofShape.get(name);
        if (known != null) {
            return known;
        }
        ContentAnswer mine = new ContentAnswer(clock.instant());
        ContentAnswer first = Objects.requireNonNullElse(ofShape.putIfAbsent(name, mine), mine);
        if (first == mine) {
            begin(new Question(schema, table, earlier, now, mine, clock.instant()));
        }
        return first;
    }

    private void begin(Question question) {
        try {
            thread.execute(() -> answer(question, 1));
        } catch (RejectedExecutionException e) {
            question.answer().done(ContentFacts.UNANSWERED);
        }
    }

    /** A database that has no time now is asked again: until it has told, nothing is decided by what it would tell. */
    private void answer(Question question, int attempt) {
        try {
            question.answer().done(compared(question, LONGEST_READING, attempt < PATIENT_ATTEMPTS));
        } catch (SQLException e) {
            if (EarlierRows.mayPass(e)) {
                again(question, attempt);
                return;
            }
            question.answer().done(ContentFacts.UNANSWERED);
        } catch (RuntimeException | LinkageError e) {
            question.answer().done(ContentFacts.UNANSWERED);
        }
        if (unsettled.size() < MOST_UNSETTLED) {
            unsettled.add(question);
        }
    }

    private void again(Question question, int attempt) {
        if (clock.instant().isBefore(question.first().plus(UNSETTLED))) {
            thread.later(() -> answer(question, attempt + 1), attempt < PATIENT_ATTEMPTS ? SOON : LATER);
            return;
        }
        ConcurrentMap<String, ContentAnswer> ofShape = answers.getIfPresent(question.now());
        if (ofShape != null) {
            ofShape.remove(
                    question.schema() + '\0' + question.table(), question.answer()); // The next write begins anew.
        }
    }

    /** What was answered lately is asked once more; where the answer is another, plans that were made by the old one end. */
    void look(Instant now) {
        unsettled.removeIf(question -> question.first().isBefore(now.minus(UNSETTLED)));
        for (Question question : List.copyOf(unsettled)) {
            ContentFacts facts = askAgain(question);
            ContentFacts next = facts == null ? null : question.answer().said().followedBy(facts);
            if (next != null && !question.answer().said().equals(next)) {
                replace(question, next);
            }
        }
    }

    private void replace(Question question, ContentFacts facts) {
        ContentAnswer next = new ContentAnswer(clock.instant());
        next.done(facts);
        ConcurrentMap<String, ContentAnswer> ofShape = answers.getIfPresent(question.now());
        if (ofShape != null) {
            ofShape.put(question.schema() + '\0' + question.table(), next);
        }
        question.answer().supersede();
        unsettled.remove(question);
        unsettled.add(new Question(
                question.schema(), question.table(), question.earlier(), question.now(), next, question.first()));
    }

    /** Null where the database cannot tell now. */
    private @Nullable ContentFacts askAgain(Question question) {
        try {
            return compared(question, LONGEST_READING_AGAIN, false);
        } catch (SQLException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    /**
     * What cannot be read says nothing: a right may be lacking.
     *
     * @param strict whether what took too long is to be asked again; else it is not known
     */
    private ContentFacts compared(Question question, Duration longest, boolean strict) throws SQLException {
        Hasher hasher = prints.hasher();
        if (hasher == null) {
            return ContentFacts.UNANSWERED;
        }
        TableSnapshot now = question.now();
        ContentFacts facts = ContentFacts.NONE;
        if (now.kind() != TableSnapshot.Kind.TABLE) {
            return facts;
        }
        boolean hadRows = false;
        String shape = now.version();
        for (Print print : place.prints(question.schema(), question.table())) {
            boolean other = !print.shape().equals(shape) && !print.rows().isEmpty();
            hadRows |= other;
            if (other && rows.reads(now)) {
                List<Print.Reading> there = read(longest, connection -> rows.again(connection, now, print.rows()));
                ContentFacts said = Prints.compared(print, ContentReader.columns(now), there, clock.millis(), hasher);
                facts = Prints.both(facts, said.without(apart(question.earlier(), print.shape())));
            }
        }
        // Rows that were deleted since might have told that it is not what it seems to be.
        boolean rowless = read(longest, connection -> rows.empty(connection, now));
        return new ContentFacts(facts.columns(), facts.table(), rowless && !hadRows)
                .keeping(facts.kept())
                .withoutRows(rowless)
                .askedBeside(twin(question, rowless && hadRows, longest, strict))
                .withHollow(rowless ? Set.of() : hollow(now, longest, strict));
    }

    /**
     * Columns that stood side by side after a print was taken, so that it cannot say that they are the same: the name may have gone
     * on to another column meanwhile. What was copied from one to the other a later print tells.
     */
    static BiPredicate<String, String> apart(List<TableSnapshot> earlier, String printed) {
        List<TableSnapshot> since = earlier.stream()
                .takeWhile(shape -> !shape.version().equals(printed))
                .toList();
        return (old, name) -> !old.equals(name)
                && since.stream().anyMatch(shape -> shape.column(old) != null && shape.column(name) != null);
    }

    private Set<String> hollow(TableSnapshot table, Duration longest, boolean strict) throws SQLException {
        try {
            return read(longest, connection -> rows.hollow(connection, table));
        } catch (SQLException e) {
            if (strict && EarlierRows.mayPass(e)) {
                throw e;
            }
            return Set.of();
        }
    }

    /** Looked for once for each shape: in a schema of many tables it takes a while. One that cannot be looked for is not known. */
    private @Nullable String twin(Question question, boolean emptied, Duration longest, boolean strict)
            throws SQLException {
        if (question.answer().isDone()) {
            return question.answer().said().twin();
        }
        try {
            return like(question.earlier(), question.now(), emptied, longest);
        } catch (SQLException e) {
            if (strict && EarlierRows.mayPass(e)) {
                throw e;
            }
            return null;
        }
    }

    /** @param emptied whether it had rows: one that came since may have them, and be the table, whatever its columns are called */
    private @Nullable String like(List<TableSnapshot> earlier, TableSnapshot now, boolean emptied, Duration longest)
            throws SQLException {
        for (TableSnapshot before : earlier) {
            boolean lost = before.columns().stream().anyMatch(column -> now.column(column.name()) == null);
            if (lost && before.identity() == null) {
                Set<String> came = pursuit.cameAfter(now.schema(), before.seen());
                Optional<String> like =
                        read(longest, connection -> Optional.ofNullable(reader.like(connection, before, now, came)));
                if (like.isPresent()) {
                    return like.get();
                }
                if (emptied && !came.isEmpty()) {
                    return Collections.min(came);
                }
            }
        }
        return null;
    }

    private <T> T read(Duration longest, OwnWork<T> work) throws SQLException {
        return own.query(work, longest);
    }
}
