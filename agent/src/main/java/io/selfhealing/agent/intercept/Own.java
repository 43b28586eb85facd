package io.selfhealing.agent.intercept;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** JDBC calls of the agent's own on the application's objects: the door lets them pass. */
final class Own {
    private Own() {}

    /** A call that returns nothing and may fail as JDBC calls do. */
    @FunctionalInterface
    interface Act {
        void run() throws SQLException;
    }

    static void act(Act act) throws SQLException {
        SelfHealingDoor.enter();
        try {
            act.run();
        } finally {
            SelfHealingDoor.exit();
        }
    }

    /** A call that may return null and may fail as JDBC calls do. */
    @FunctionalInterface
    interface Ask<T> {
        @Nullable
        T run() throws SQLException;
    }

    static <T> @Nullable T ask(Ask<T> ask) throws SQLException {
        SelfHealingDoor.enter();
        try {
            return ask.run();
        } finally {
            SelfHealingDoor.exit();
        }
    }

    /** A call that may fail as JDBC calls do. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws SQLException;
    }

    static void run(Runnable work) {
        SelfHealingDoor.enter();
        try {
            work.run();
        } finally {
            SelfHealingDoor.exit();
        }
    }

    static <T> T call(Call<T> call) throws SQLException {
        SelfHealingDoor.enter();
        try {
            return call.run();
        } finally {
            SelfHealingDoor.exit();
        }
    }
}
