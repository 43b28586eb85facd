package app.drift;

import java.io.Serializable;
import java.sql.SQLException;

/** What the machine tells its application. */
public interface Order extends Serializable {
    Outcome obeyedBy(Hand hand) throws SQLException;

    /** Leaves the connection it has and opens another one. */
    record Connect(String url, String user, String password) implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            hand.connect(this);
            return Outcome.DONE;
        }
    }

    record Perform(Act act) implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            return hand.perform(act);
        }
    }

    record Prepare(Act act) implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            hand.prepare(act);
            return Outcome.DONE;
        }
    }

    record AutoCommit(boolean on) implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            hand.connection().setAutoCommit(on);
            return Outcome.DONE;
        }
    }

    record Commit() implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            hand.connection().commit();
            return Outcome.DONE;
        }
    }

    record Rollback() implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            hand.connection().rollback();
            return Outcome.DONE;
        }
    }

    record Schema(String name) implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            hand.connection().setSchema(name);
            return Outcome.DONE;
        }
    }

    record Leave() implements Order {
        @Override
        public Outcome obeyedBy(Hand hand) throws SQLException {
            hand.close();
            return Outcome.DONE;
        }
    }
}
