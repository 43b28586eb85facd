package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.LeftOut;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes values into one column of one table, each where its row has none, and looks at what the column then holds. Within a
 * transaction that the caller ends.
 */
final class RowWriter implements AutoCloseable {
    private static final int SECONDS = 5;

    private final Destination destination;
    private final Fitting fitting;
    private final Comparison comparison;
    private final RowCheck check;
    private final PreparedStatement update;
    private final PreparedStatement select;
    private final PreparedStatement look;

    RowWriter(Connection own, Destination destination, Fitting fitting, RowCheck check) throws SQLException {
        this.check = check;
        this.destination = destination;
        this.fitting = fitting;
        this.comparison = new Comparison(destination.column().type(), destination.product());
        List<PreparedStatement> prepared = new ArrayList<>();
        try {
            for (String sql : List.of(destination.update(), destination.select(), destination.look())) {
                PreparedStatement statement = own.prepareStatement(sql);
                prepared.add(statement);
                statement.setQueryTimeout(SECONDS);
            }
        } catch (SQLException e) {
            for (PreparedStatement statement : prepared) {
                statement.close();
            }
            throw e;
        }
        this.update = prepared.get(0);
        this.select = prepared.get(1);
        this.look = prepared.get(2);
    }

    /**
     * Writes one value.
     *
     * @throws LossException where the row must not stay as it was written
     */
    Result write(Entry entry) throws SQLException, LossException {
        LeftOut kept = entry.leftOut();
        Bound value;
        List<Bound> keys;
        try {
            value = fitting.value(kept.value(), destination.column().type());
            keys = keys(kept.key());
        } catch (RefusedException e) {
            return Result.conflict(String.valueOf(e.getMessage()));
        }
        Result obstacle = check.obstacle(look, destination, entry, keys);
        if (obstacle != null) {
            return obstacle;
        }
        boolean written = value.value() != null && update(value, keys);
        Result seen = look(entry, value.value(), keys);
        if (written && !seen.equals(Result.RESTORED)) {
            throw new LossException();
        }
        return seen;
    }

    private List<Bound> keys(@Nullable Map<String, Object> key) throws RefusedException {
        List<Bound> keys = new ArrayList<>();
        for (String name : destination.keyNames()) {
            Object value = key == null ? null : key.get(name);
            if (value == null) {
                throw new RefusedException("the row's key is not known");
            }
            keys.add(fitting.key(
                    value, Objects.requireNonNull(destination.keys().get(name)).type()));
        }
        return keys;
    }

    private boolean update(Bound value, List<Bound> keys) throws SQLException, LossException {
        value.to(update, 1);
        bind(update, 2, keys);
        int rows = update.executeUpdate();
        if (rows > 1) {
            throw new LossException();
        }
        return rows == 1;
    }

    private Result look(Entry entry, @Nullable Object value, List<Bound> keys) throws SQLException {
        bind(select, 1, keys);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return RowCheck.goneUnseen();
            }
            String version = destination.versioned() ? row.getString(2) : null;
            if (version != null) {
                check.wrote(destination, entry, version);
            }
            if (row.getObject(1) == null) {
                return value == null ? Result.RESTORED : new Result.Waits("the database did not take it");
            }
            return value != null && comparison.holds(value, row) ? Result.RESTORED : Result.TAKEN;
        }
    }

    private static void bind(PreparedStatement statement, int first, List<Bound> keys) throws SQLException {
        for (int i = 0; i < keys.size(); i++) {
            keys.get(i).to(statement, first + i);
        }
    }

    @Override
    public void close() throws SQLException {
        try (update;
                look) {
            select.close();
        }
    }
}
