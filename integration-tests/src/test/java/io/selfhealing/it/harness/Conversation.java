package io.selfhealing.it.harness;

import java.sql.Connection;
import java.sql.SQLException;

/** What an application does with a connection. */
public interface Conversation {
    void with(Connection connection) throws SQLException;

    /** An act of a conversation that may fail: its outcome is in the transcript either way. */
    interface Act {
        void run() throws SQLException;
    }

    static void attempt(Act act) {
        try {
            act.run();
        } catch (SQLException noted) {
            // The transcript has it.
        }
    }
}
