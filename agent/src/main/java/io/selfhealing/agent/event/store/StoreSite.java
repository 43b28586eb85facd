package io.selfhealing.agent.event.store;

import io.selfhealing.agent.report.Meetings;
import io.selfhealing.agent.report.Mismatch;
import io.selfhealing.agent.report.Suggestion;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The store in one database: what was written there, and how. */
final class StoreSite {
    private static final Duration UNTIL_DRAWN_AGAIN = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 1_000;

    private final String database;
    private final Product product;
    private final Meetings meetings;
    private final String application;
    private final InstantSource clock;
    private final boolean asked;
    private final StoreTable errorsTable;
    private final StoreTable buildsTable;
    private final DetectedErrors errors;
    private final BuildEvents builds;
    /** What became of a problem's write when its row was last given its details. */
    private final Map<Problem, String> told = new HashMap<>();

    private final Map<Mismatch, Fix> fixes = new HashMap<>();

    /** A suggestion as it is in its row. */
    private record Fix(Instant drawn, String details) {}

    StoreSite(Database database, AgentTables tables, Meetings meetings, String application, InstantSource clock) {
        this.database = database.name();
        this.product = database.product();
        this.meetings = meetings;
        this.application = application;
        this.clock = clock;
        this.asked = tables.creates();
        this.errorsTable = new StoreTable(tables, StoreTables.DETECTED_ERRORS);
        this.buildsTable = new StoreTable(tables, StoreTables.BUILD_EVENTS);
        this.errors = new DetectedErrors(tables, product, application);
        this.builds = new BuildEvents(tables, product);
    }

    String database() {
        return database;
    }

    /** Looks for the tables, in a transaction of its own: what it makes is committed. @return whether any can be written to */
    synchronized boolean look(Connection own) throws SQLException {
        Instant now = clock.instant();
        boolean any = errorsTable.isReady(own, product, now);
        return buildsTable.isReady(own, product, now) || any;
    }

    /** Whether somebody is known to want events here, and to miss those that are not: there is a table, or one was asked for. */
    synchronized boolean isWanted() {
        return asked || errorsTable.isReady();
    }

    /** Whether nobody wants events kept here. */
    synchronized boolean isUnwanted() {
        return errorsTable.isAbsent();
    }

    /**
     * Writes tallies.
     *
     * @return whether there is a table for them
     * @throws SQLException as the connection does; with SQLState 23… where another agent writes the same row for the first time
     */
    synchronized boolean write(Connection own, Map<Problem, Tally> tallies) throws SQLException {
        if (!errorsTable.isReady()) {
            return false;
        }
        hurry(own);
        try {
            for (Map.Entry<Problem, Tally> each : inOrder(tallies).entrySet()) {
                String outcome = each.getValue().last().kind().toString();
                boolean anew = !outcome.equals(told.get(each.getKey()));
                errors.add(own, each.getKey(), each.getValue(), anew, clock.instant());
                if (told.size() < MOST_REMEMBERED) {
                    told.put(each.getKey(), outcome);
                }
            }
            return true;
        } catch (SQLException e) {
            tallies.keySet().forEach(told::remove);
            if (StoreFailure.isRefusal(e)) {
                errorsTable.refused(own, product, e, clock.instant());
            }
            throw e;
        }
    }

    /** Of two agents that write the same rows none waits for what the other waits for. */
    private Map<Problem, Tally> inOrder(Map<Problem, Tally> tallies) {
        Map<Problem, Tally> ordered = new LinkedHashMap<>();
        tallies.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().id(application)))
                .forEach(each -> ordered.put(each.getKey(), each.getValue()));
        return ordered;
    }

    /**
     * Draws what would end the mismatches, where that was not done a moment ago. Reads files.
     *
     * @return what is not yet in its row as it is now
     */
    synchronized Map<Suggestion, String> drawn(Set<Problem> problems) throws IOException {
        Instant now = clock.instant();
        Set<Mismatch> due = new LinkedHashSet<>();
        for (Problem problem : problems) {
            Mismatch mismatch = problem.mismatch();
            if (mismatch != null && buildsTable.isReady() && isDue(fixes.get(mismatch), now)) {
                due.add(mismatch);
            }
        }
        Map<Suggestion, String> drawn = new LinkedHashMap<>();
        if (!due.isEmpty()) {
            for (Suggestion suggestion : meetings.suggestions(database, due)) {
                String details = Details.of(suggestion, application);
                Fix before = fixes.get(suggestion.mismatch());
                if (before == null || !before.details().equals(details)) {
                    drawn.put(suggestion, details);
                }
            }
        }
        return drawn;
    }

    private static boolean isDue(@Nullable Fix before, Instant now) {
        return before == null || !now.isBefore(before.drawn().plus(UNTIL_DRAWN_AGAIN));
    }

    /** Writes suggestions. @return true */
    synchronized boolean suggest(Connection own, Map<Suggestion, String> drawn) throws SQLException {
        hurry(own);
        Instant now = clock.instant();
        try {
            for (Map.Entry<Suggestion, String> each : drawn.entrySet()) {
                builds.suggest(own, each.getKey(), each.getValue(), now);
            }
        } catch (SQLException e) {
            if (StoreFailure.isRefusal(e)) {
                buildsTable.refused(own, product, e, now);
            }
            throw e;
        }
        drawn.forEach((suggestion, details) -> {
            if (fixes.size() < MOST_REMEMBERED) {
                fixes.put(suggestion.mismatch(), new Fix(now, details));
            }
        });
        return true;
    }

    synchronized boolean hasFixes() {
        return !fixes.isEmpty();
    }

    /** Draws again what was written; reads files. @return the mismatches that are no more */
    synchronized Set<Mismatch> over() throws IOException {
        Set<Mismatch> over = new LinkedHashSet<>();
        if (buildsTable.isReady() && !fixes.isEmpty()) {
            for (Suggestion suggestion : meetings.suggestions(database, Set.copyOf(fixes.keySet()))) {
                if (suggestion.over()) {
                    over.add(suggestion.mismatch());
                }
            }
        }
        return over;
    }

    /** Writes that they are no more: one that is met again is told anew. @return true */
    synchronized boolean over(Connection own, Set<Mismatch> mismatches) throws SQLException {
        hurry(own);
        for (Mismatch mismatch : mismatches) {
            builds.over(own, mismatch);
        }
        fixes.keySet().removeAll(mismatches);
        return true;
    }

    /** The schema is read on the same thread, which does not wait for somebody who has locked these tables. */
    private void hurry(Connection own) throws SQLException {
        if (product == Product.POSTGRESQL) {
            try (Statement statement = own.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '200ms'");
            }
        }
    }
}
