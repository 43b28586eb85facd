package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.bind;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent itself fails, at the first of the moments at which it looks at its clock, the second, and so on. */
class FaultTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final AtomicInteger left = new AtomicInteger(NEVER);
    private final Thread application = Thread.currentThread();

    private long nanos() {
        if (Thread.currentThread() == application && left.get() != NEVER && left.decrementAndGet() == 0) {
            throw new IllegalStateException("a fault of the agent's own");
        }
        return System.nanoTime();
    }

    @ParameterizedTest
    @EnumSource
    void writeNeverRunsTwiceWhereverTheAgentFails(Engine engine) throws Exception {
        boolean faulted = true;
        for (int moment = 1; faulted; moment++) {
            try (Intercepted database = Intercepted.faulty(engine, this::nanos)) {
                database.outside("create table log (sender varchar(100), priority integer)");
                Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("insert into log (sender) values (?)");
                bind(insert, "sender-0").executeUpdate();
                database.rename("log", "sender", "zorp");

                left.set(moment);
                int told = run(insert);
                faulted = left.getAndSet(NEVER) <= 0;

                assertThat(database.rows("select zorp from log where zorp <> 'sender-0' order by zorp"))
                        .as("moment %s", moment)
                        .hasSize(told)
                        .doesNotHaveDuplicates();
            }
        }
    }

    /** One row alone, and a batch of two. @return how many rows the application was told to have written */
    private static int run(PreparedStatement insert) {
        int told = 0;
        try {
            told += bind(insert, "sender-1").executeUpdate();
        } catch (SQLException refused) {
            told += 0;
        }
        try {
            bind(insert, "sender-2").addBatch();
            bind(insert, "sender-3").addBatch();
            told += insert.executeBatch().length;
        } catch (SQLException refused) {
            told += 0;
        }
        return told;
    }
}
