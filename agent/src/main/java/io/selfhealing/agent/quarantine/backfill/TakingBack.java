package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.schema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes values that were written back to their rows out of them again, where it turned out that they went to the wrong column. Only a
 * value that is still there is taken, and it stays in quarantine. All of them in one transaction of the caller's.
 */
public final class TakingBack {
    private final Database database;
    private final Connection own;
    private final Conversions conversions;
    private final InstantSource clock;

    /** @param own whose transaction it is; the caller ends it */
    public TakingBack(Database database, Connection own, Conversions conversions, InstantSource clock) {
        this.database = database;
        this.own = own;
        this.conversions = conversions;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param taken to be noted in quarantine before the transaction is committed
     * @param left entries that were left alone, with the reason
     */
    public record Report(List<Outcome> taken, Map<Entry, String> left) {
        public Report {
            taken = List.copyOf(taken);
        }
    }

    /**
     * Takes them out.
     *
     * @param entries values that went to that column
     * @param why for those who look at quarantine later
     */
    public Report of(List<Entry> entries, String column, String why) throws SQLException {
        Destinations destinations = new Destinations(database, own, (table, dialect) -> Map.of());
        List<Outcome> taken = new ArrayList<>();
        Map<Entry, String> left = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Map<String, Object> key = Objects.requireNonNullElse(entry.leftOut().key(), Map.of());
            Destinations.Answer answer = destinations.of(entry.leftOut(), key.keySet(), column);
            String obstacle = answer instanceof Destinations.Answer.Ready ready
                    ? takenFrom(ready.destination(), entry, key)
                    : answer instanceof Destinations.Answer.Waits waits
                            ? waits.reason()
                            : ((Destinations.Answer.Refused) answer).reason();
            if (obstacle.isEmpty()) {
                taken.add(new Outcome(entry.ticket(), entry.place(), State.WITHDRAWN, clock.instant(), column, why));
            } else {
                left.put(entry, obstacle);
            }
        }
        return new Report(taken, left);
    }

    /** Why it was not taken; empty where it was. */
    private String takenFrom(Destination destination, Entry entry, Map<String, Object> key) throws SQLException {
        Fitting fitting = new Fitting(conversions, destination.product());
        List<Bound> keys = new ArrayList<>();
        Bound value;
        try {
            value = fitting.value(entry.leftOut().value(), destination.column().type());
            for (String name : destination.keyNames()) {
                keys.add(fitting.key(
                        Objects.requireNonNull(key.get(name)),
                        Objects.requireNonNull(destination.keys().get(name)).type()));
            }
        } catch (RefusedException e) {
            return String.valueOf(e.getMessage());
        }
        Object there = value.value();
        if (there == null) {
            return "it is null";
        }
        String obstacle = holds(destination, keys, there);
        if (obstacle.isEmpty()) {
            try (PreparedStatement update = own.prepareStatement(destination.emptying())) {
                bind(update, keys);
                if (update.executeUpdate() != 1) {
                    throw new SQLException("one row was to be changed, and it was not one");
                }
            }
        }
        return obstacle;
    }

    private String holds(Destination destination, List<Bound> keys, Object value) throws SQLException {
        try (PreparedStatement select = own.prepareStatement(destination.select() + " FOR UPDATE")) {
            bind(select, keys);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return "the row is gone";
                }
                Comparison comparison = new Comparison(destination.column().type(), destination.product());
                return row.getObject(1) != null && comparison.holds(value, row) ? "" : "something else is there by now";
            }
        }
    }

    private static void bind(PreparedStatement statement, List<Bound> keys) throws SQLException {
        for (int i = 0; i < keys.size(); i++) {
            keys.get(i).to(statement, i + 1);
        }
    }
}
