package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.INSERT;
import static io.selfhealing.agent.intercept.Intercepted.bind;
import static io.selfhealing.agent.intercept.Intercepted.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan that is found again is right for the text, the table and the path of that moment, or it is not found. */
class RecentPlansTest {
    private static final String DRIFTED =
            "create table messages (id bigint primary key, role varchar(100), content varchar(200))";

    @ParameterizedTest
    @EnumSource
    void textsWithOneHashAreToldApart(Engine engine) throws Exception {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            database.rename("messages", "sender", "zorp");
            try (Statement statement = connection.createStatement()) {
                for (int id = 10; id < 20; id += 2) {
                    statement.execute("insert into messages (id, sender) values (" + id + ", 'Aa')");
                    statement.execute("insert into messages (id, sender) values (" + (id + 1) + ", 'BB')");
                }
                statement.execute("update messages set content = 'Aa' where sender = 'Aa'");
                statement.execute("update messages set content = 'BB' where sender = 'BB'");
                statement.execute("update messages set content = 'Aa' where sender = 'Aa'");
            }

            assertThat(database.rows(
                            "select zorp, content, count(*) from messages where id > 1 group by zorp, content"))
                    .containsExactlyInAnyOrder("Aa|Aa|5", "BB|BB|5");
        }
    }

    @Test
    void whateverIsFoundIsTheTextsOwn() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.H2)) {
            Connection connection = database.withMessages();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                texts.add("insert into messages (id, content) values (?, 'content-" + i + "')");
            }
            RecentPlans recent = new RecentPlans(0);
            for (String text : texts) {
                Plan plan = plan(database, connection, text);
                recent.keep(plan);
                recent.keep(text.hashCode(), plan);
                assertThat(recent.ofText(text)).isSameAs(plan);
                assertThat(recent.ofForm(text.hashCode())).isSameAs(plan);
            }
            for (String text : texts) {
                Plan found = recent.ofText(text);
                Plan ofForm = recent.ofForm(text.hashCode());
                assertThat(found == null || found.original().equals(text)).isTrue();
                assertThat(ofForm == null || ofForm.original().equals(text)).isTrue();
            }
            assertThat(texts.stream().filter(text -> recent.ofText(text) != null))
                    .as("there is room for some of them")
                    .hasSizeBetween(32, 64);
        }
    }

    @Test
    void longTextsAreNotKeptAlive() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.H2)) {
            Connection connection = database.withMessages();
            String start = "insert into messages (id, content) values (?, '";
            String fits = start + "x".repeat(4_096 - start.length() - 2) + "')";
            String longer = start + "x".repeat(4_096 - start.length() - 1) + "')";
            RecentPlans recent = new RecentPlans(0);
            for (String text : List.of(fits, longer)) {
                Plan plan = plan(database, connection, text);
                recent.keep(plan);
                recent.keep(Fingerprint.of(text) + text.length(), plan);
            }

            assertThat(recent.ofText(fits)).isNotNull();
            assertThat(recent.ofText(longer)).isNull();
            assertThat(recent.ofForm(Fingerprint.of(fits) + fits.length())).isNotNull();
            assertThat(recent.ofForm(Fingerprint.of(longer) + longer.length())).isNull();
        }
    }

    /** It heals a column that no known shape had: the application's own text has to fail before it is believed, and only once. */
    @ParameterizedTest
    @EnumSource
    void onePlanThatNeedsProofIsAskedForAgainUntilThereIsProof(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            database.outside(DRIFTED);
            Connection connection = database.connect();
            String text = "insert into messages (id, sender) values (%d, 'sender-%d')";
            try (Statement statement = connection.createStatement()) {
                for (int id = 1; id <= 3; id++) {
                    assertThat(statement.executeUpdate(text.formatted(id, id))).isEqualTo(1);
                }
                String again = text.formatted(4, 4);
                assertThat(statement.executeUpdate(again)).isEqualTo(1);
                Plan plan = recent(database, connection).ofText(again);
                assertThat(plan).isNotNull();
                assertThat(Objects.requireNonNull(plan).heals()).isTrue();
                assertThat(plan.needsProof()).isFalse();
            }

            assertThat(database.rows("select id, role from messages order by id"))
                    .containsExactly("1|sender-1", "2|sender-2", "3|sender-3", "4|sender-4");
        }
    }

    @Test
    void onePlanThatNeedsProofIsNotKept() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            database.outside(DRIFTED);
            Connection connection = database.connect();
            write(connection, "insert into messages (id, role) values (?, ?)", 1L, "role-1");
            Intercepted.awaitNotice();
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                assertThat(recent(database, connection).ofText(INSERT)).isNull();
                assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate())
                        .isEqualTo(1);
            }
            Plan proved = recent(database, connection).ofText(INSERT);
            assertThat(proved).isNotNull();
            assertThat(Objects.requireNonNull(proved).heals()).isTrue();
            assertThat(database.rows("select role from messages order by id")).containsExactly("role-1", "sender-2");
        }
    }

    /** What a text was thought to be before it failed is not what the next one finds. */
    @ParameterizedTest
    @EnumSource
    void whatAFailureTaughtReplacesWhatWasKnown(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            String text = "update messages set content = 'content-x' where sender = 'sender-1'";
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(text)).isEqualTo(1);
                assertThat(Objects.requireNonNull(recent(database, connection).ofText(text))
                                .heals())
                        .isFalse();
                database.rename("messages", "sender", "zorp");
                assertThat(statement.executeUpdate(text)).isEqualTo(1);
                assertThat(Objects.requireNonNull(recent(database, connection).ofText(text))
                                .heals())
                        .isTrue();
                assertThat(statement.executeUpdate(text)).isEqualTo(1);
                database.rename("messages", "zorp", "sender");
                assertThat(statement.executeUpdate(text)).isEqualTo(1);
            }
            assertThat(database.rows("select sender, content from messages")).containsExactly("sender-1|content-x");
        }
    }

    /** A literal write of a form that was healthy is looked at again once its table has changed. */
    @ParameterizedTest
    @EnumSource
    void formThatWasHealthyIsNotAfterItsTableChanged(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            String text = "insert into messages (id, sender) values (%d, 'sender-%d')";
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(text.formatted(2, 2));
                statement.executeUpdate(text.formatted(3, 3));
                long form = Fingerprint.of(text.formatted(4, 4));
                assertThat(recent(database, connection).ofForm(form)).isNotNull();
                database.rename("messages", "sender", "zorp");
                for (int id = 4; id < 8; id++) {
                    assertThat(statement.executeUpdate(text.formatted(id, id))).isEqualTo(1);
                }
            }
            assertThat(database.rows("select zorp from messages order by id"))
                    .containsExactly(
                            "sender-1", "sender-2", "sender-3", "sender-4", "sender-5", "sender-6", "sender-7");
        }
    }

    @Test
    void nothingIsFoundOnAnotherPath() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            database.outside("create schema blue", "create table blue.messages (id bigint primary key, sender int)");
            Connection connection = database.withMessages();
            RecentPlans before = recent(database, connection);
            assertThat(before.ofText(INSERT)).isNotNull();
            try (Statement statement = connection.createStatement()) {
                statement.execute("set search_path to blue");
            }
            assertThat(recent(database, connection)).isNotSameAs(before);
            assertThat(recent(database, connection).ofText(INSERT)).isNull();
        }
    }

    private static RecentPlans recent(Intercepted database, Connection connection) throws SQLException {
        try (PreparedStatement any = connection.prepareStatement("delete from messages where id = -1")) {
            return database.state(any).connection.recentPlans();
        }
    }

    private static Plan plan(Intercepted database, Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            @Nullable
            Plan plan = database.state(statement).connection.recentPlans().ofText(text);
            if (plan != null) {
                return plan;
            }
            Plan other =
                    Objects.requireNonNull(recent(database, connection).ofText("delete from messages where id = -1"));
            return new Plan(
                    text,
                    other.cell(),
                    other.view(),
                    other.explanation(),
                    null,
                    null,
                    other.parameterTypes(),
                    null,
                    true);
        }
    }
}
