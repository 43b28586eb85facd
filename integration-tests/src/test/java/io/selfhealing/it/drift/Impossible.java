package io.selfhealing.it.drift;

import app.drift.Outcome;
import java.sql.SQLException;

/** The machine asked for what the database does not do: the history says nothing. */
final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impossible(String what, SQLException e) {
        super(what + ": " + e.getMessage(), e);
    }

    Impossible(String what, Outcome outcome) {
        super(what + ": " + outcome);
    }
}
