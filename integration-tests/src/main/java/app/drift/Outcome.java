package app.drift;

import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application was told.
 *
 * @param counts rows changed, for each execution
 * @param rows what was read of the rows that came back
 * @param state of the error, empty where it has none; null where there was no error
 * @param message of the error
 */
public record Outcome(
        List<Long> counts,
        List<List<String>> rows,
        @Nullable String state,
        String message) implements Serializable {
    static final Outcome DONE = new Outcome(List.of(), List.of(), null, "");

    static Outcome of(SQLException e) {
        String state = e.getSQLState();
        return new Outcome(List.of(), List.of(), state == null ? "" : state, String.valueOf(e.getMessage()));
    }

    public boolean ok() {
        return state == null;
    }

    @Override
    public String toString() {
        return ok() ? "counts " + counts + (rows.isEmpty() ? "" : " rows " + rows) : "error " + state + " " + message;
    }
}
