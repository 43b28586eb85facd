package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.INSERT;
import static io.selfhealing.agent.intercept.Intercepted.awaitNotice;
import static io.selfhealing.agent.intercept.Intercepted.bind;
import static io.selfhealing.agent.intercept.Intercepted.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Healing ends when its cause does, also where nobody watches the tables but the application's own connection. */
class EndOfHealingTest {
    @ParameterizedTest
    @EnumSource
    void columnThatComesBackIsWrittenAgain(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            database.outside("alter table messages drop column content");
            awaitNotice();
            PreparedStatement kept = connection.prepareStatement(INSERT);
            bind(kept, 2L, "sender-2", "content-2").executeUpdate();

            database.outside("alter table messages add column content varchar(200)");
            awaitNotice();
            write(connection, INSERT, 3L, "sender-3", "content-3");
            bind(kept, 4L, "sender-4", "content-4").executeUpdate();

            assertThat(database.rows("select id, content from messages where id > 2 order by id"))
                    .containsExactly("3|content-3", "4|content-4");
            assertThat(database.quarantine()).hasSize(1);
        }
    }
}
