package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Untouched;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

class DefaultsIT {
    private static final String RECENT =
            "select count(*) from messages where created_at between current_timestamp - interval '1' hour and"
                    + " current_timestamp + interval '1' hour";

    @DatabaseTest
    void requiredCreationTimeIsFilled(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        PreparedStatement preparedBefore = connection.prepareStatement(Messages.INSERT);
        addRequired(bench, "created_at " + bench.sql().zonedTime() + " default current_timestamp");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        assertThat(bind(preparedBefore, 3L, "sender-3", "content-3").executeUpdate())
                .isEqualTo(1);

        assertThat(bench.rows("select id, sender, content from messages order by id"))
                .containsExactly("1|sender-1|content-1", "2|sender-2|content-2", "3|sender-3|content-3");
        assertThat(bench.rows(RECENT)).containsExactly("3");
        List<Event> healed = bench.events("healed");
        assertThat(healed).isNotEmpty();
        assertThat(healed.get(0).evidence()).contains("default");
    }

    @DatabaseTest
    void requiredTimesThatWereThereBeforeTheApplicationAreFilled(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                + " created_at " + bench.sql().time() + " not null, updated_at "
                + bench.sql().zonedTime() + " not null)");
        Connection connection = bench.application().connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, sender, content from messages")).containsExactly("1|sender-1|content-1");
        assertThat(bench.rows("select count(*) from messages where updated_at is not null and created_at is not null"))
                .containsExactly("1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    @Untouched
    void requiredColumnThatNoRuleKnowsIsNotInvented(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                + " loyalty_tier integer not null)");

        List<String> transcript = bench.assertUntouched(connection -> {
            attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"));
            attempt(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
        });

        assertThat(transcript)
                .anyMatch(line -> line.contains("sqlState=" + bench.sql().omission()));
        assertThat(bench.rows("select * from messages")).isEmpty();
    }

    @DatabaseTest
    @Untouched
    void explicitNullIsNotFilled(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, created_at "
                + bench.sql().time() + " not null)");

        List<String> transcript = bench.assertUntouched(connection -> {
            PreparedStatement insert =
                    connection.prepareStatement("insert into messages (id, created_at) values (?, ?)");
            insert.setLong(1, 1);
            insert.setNull(2, Types.TIMESTAMP);
            attempt(insert::executeUpdate);
            attempt(() -> connection
                    .createStatement()
                    .executeUpdate("insert into messages (id, created_at) values (2, null)"));
        });

        assertThat(transcript)
                .anyMatch(line -> line.contains("sqlState=" + bench.sql().violation("23502")));
        assertThat(bench.rows("select * from messages")).isEmpty();
    }

    private static void addRequired(Bench bench, String column) throws SQLException {
        bench.ddl(
                "alter table messages add column " + column + " not null",
                bench.sql().dropDefault("messages", "created_at", bench.sql().zonedTime()));
    }
}
