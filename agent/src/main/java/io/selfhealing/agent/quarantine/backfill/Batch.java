package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes some values back in one transaction; where one of them fails, each in a transaction of its own. What it gives back is
 * committed.
 */
final class Batch {
    private final Connection own;
    private final Destination destination;
    private final Fitting fitting;
    private final boolean keeps;
    private final Claims claims;
    private final Deciding deciding;
    private final RowCheck check;

    /** What a result means for the value and for those whose place it took. */
    interface Deciding {
        List<Outcome> outcomes(Candidate candidate, Result.Settled result);
    }

    /** @param keeps false for a rehearsal, which rolls everything back */
    Batch(
            Connection own,
            Destination destination,
            Fitting fitting,
            boolean keeps,
            Claims claims,
            RowCheck check,
            Deciding deciding) {
        this.check = check;
        this.claims = claims;
        this.deciding = deciding;
        this.own = own;
        this.destination = destination;
        this.fitting = fitting;
        this.keeps = keeps;
    }

    /**
     * What became of each; the rest where nothing more is to be tried.
     *
     * @throws StoppedException where nothing more is to be tried, with what was committed before
     */
    Map<Candidate, Result> write(List<Candidate> values) throws StoppedException {
        try {
            return together(values);
        } catch (SQLException | LossException | RuntimeException e) {
            rollBack();
            return oneByOne(values);
        }
    }

    private Map<Candidate, Result> together(List<Candidate> values) throws SQLException, LossException {
        Map<Candidate, Result> results = new LinkedHashMap<>();
        Restraint.onTransaction(own, destination.product());
        try (RowWriter writer = new RowWriter(own, destination, fitting, check)) {
            for (Candidate value : values) {
                results.put(value, result(writer, value));
            }
        }
        settle(results);
        end();
        return results;
    }

    private Result result(RowWriter writer, Candidate value) throws SQLException, LossException {
        return claims.claim(own, value.entry())
                ? writer.write(value.entry())
                : new Result.Waits("another agent sees to it");
    }

    private void settle(Map<Candidate, Result> results) throws SQLException {
        for (Map.Entry<Candidate, Result> each : results.entrySet()) {
            if (each.getValue() instanceof Result.Settled settled) {
                claims.settle(own, deciding.outcomes(each.getKey(), settled));
            }
        }
    }

    private void end() throws SQLException {
        if (keeps) {
            own.commit();
        } else {
            own.rollback();
        }
    }

    private Map<Candidate, Result> oneByOne(List<Candidate> values) throws StoppedException {
        Map<Candidate, Result> results = new LinkedHashMap<>();
        for (Candidate value : values) {
            try {
                results.putAll(together(List.of(value)));
            } catch (LossException e) {
                rollBack();
                results.put(value, apart(value, Result.conflict(String.valueOf(e.getMessage()))));
            } catch (SQLException e) {
                rollBack();
                results.put(value, apart(value, failed(e, results)));
            } catch (RuntimeException e) {
                rollBack(); // a driver's own, or of a value that is not what it was
                results.put(value, apart(value, Result.conflict(e.getClass().getName())));
            }
        }
        return results;
    }

    /** What was found out by a transaction that is rolled back has to be noted in another. */
    private Result apart(Candidate value, Result result) {
        if (!(result instanceof Result.Settled settled)) {
            return result;
        }
        try {
            claims.settle(own, deciding.outcomes(value, settled));
            end();
            return result;
        } catch (SQLException e) {
            rollBack();
            return new Result.Waits("SQLState " + e.getSQLState());
        }
    }

    private Result failed(SQLException failure, Map<Candidate, Result> before) throws StoppedException {
        Product product = destination.product();
        Obstacle obstacle = Obstacle.of(failure, product);
        String state = "SQLState " + failure.getSQLState();
        return switch (obstacle) {
            case CONNECTION, DENIED -> throw new StoppedException(obstacle, state, before);
            case REFUSED -> Result.conflict("the column does not take the value (" + state + ")");
            case BUSY -> new Result.Waits("the row is locked, or the table changed (" + state + ")");
            case UNKNOWN -> new Result.Waits(state);
        };
    }

    private void rollBack() {
        try {
            own.rollback();
        } catch (SQLException e) {
            // The next statement fails as well, and says why.
        }
    }
}
