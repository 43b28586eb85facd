package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.Conversation;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.RemoteSqlException;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How far, how long and how often a table is healed. */
class BoundsIT {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final String LANDED = "landed";

    @DatabaseTest
    void policyIsFollowedAsItChangesAndABrokenOneLeavesTheLastInForce(Bench bench) throws Exception {
        Path policy = policy(bench, "{\"tables\": {\"messages\": {\"mode\": \"observe\"}}}");
        Messages.create(bench);
        Application application =
                bench.launch().set("selfhealing.policy", policy.toString()).start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        assertThat(state(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2")))
                .startsWith("42");

        policy(bench, "{\"tables\": {\"messages\": {\"mode\": \"heal\"}}}");
        await(LANDED, () -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        assertThat(bind(kept, 3L, "sender-3", "content-3").executeUpdate()).isEqualTo(1);

        policy(bench, "{\"tables\": {\n  \"messages\": {\"mode\": \"of\"}}}");
        awaitSaid(application, "line 2, column 24: \"mode\": \"of\" is not one of \"heal\", \"observe\", \"off\"");
        assertThat(bind(kept, 4L, "sender-4", "content-4").executeUpdate()).isEqualTo(1);
        assertThat(Command.run(1, List.of("check", "policy=" + policy))).contains("line 2, column 24");
        assertThat(Command.run(0, List.of("status", bench.home().toString())))
                .contains("line 2, column 24", "the policy in force is that of");

        policy(bench, "{\"tables\": {\"messages\": {\"mode\": \"off\"}}}");
        awaitRefusal(() -> bind(kept, next(bench), "sender-x", "content-x").executeUpdate());
        assertThat(application.stderr().split("is not used as it is now", -1)).hasSize(2);
        assertThat(bench.rows("select count(*) from messages where zorp is null"))
                .containsExactly("0");
        assertThat(bench.events("observed")).isNotEmpty();
        assertThat(Command.run(0, List.of("audit", "list", bench.home().toString())))
                .contains("\"act\":\"policy\"");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void criticalColumnOfThePolicyIsNeverLeftOut(Bench bench) throws Exception {
        Path policy = policy(bench, "{\"tables\": {\"messages\": {\"critical\": [\"sender\"]}}}");
        Messages.create(bench);
        Application application =
                bench.launch().set("selfhealing.policy", policy.toString()).start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.ddl("alter table messages drop column sender");
        Bench.awaitNotice();
        assertThat(state(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2")))
                .startsWith("42");

        policy(bench, "{\"tables\": {}}");
        await(LANDED, () -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
        assertThat(bench.quarantine()).hasSize(1);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void policyThatIsBrokenAtTheStartHasEverythingOnlyObserved(Bench bench) throws Exception {
        Path policy = policy(bench, "{\"tables\": {\"other\": {\"mod\": \"off\"}}}");
        Messages.create(bench);
        Application application =
                bench.launch().set("selfhealing.policy", policy.toString()).start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        assertThat(state(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2")))
                .startsWith("42");
        assertThat(application.stderr())
                .contains("selfhealing.policy=" + policy + ", line 1, column 23: no such field: \"mod\"")
                .contains("every table is only observed instead");

        policy(bench, "{\"tables\": {\"other\": {\"mode\": \"off\"}}}");
        await(LANDED, () -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
    }

    @DatabaseTest
    void tableThatHasUsedUpItsBudgetIsOnlyObservedUntilSomebodyLiftsThat(Bench bench) throws Exception {
        awaitNoChangeOfTheHour();
        Messages.create(bench);
        Application application =
                bench.launch().set("selfhealing.heal.budget", "3").start();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        for (long id = 2; id <= 4; id++) {
            assertThat(bind(kept, id, "sender-" + id, "content-" + id).executeUpdate())
                    .isEqualTo(1);
        }

        assertThat(state(() -> bind(kept, 5L, "sender-5", "content-5").executeUpdate()))
                .startsWith("42");
        assertThat(state(() -> write(connection, Messages.INSERT, 5L, "sender-5", "content-5")))
                .startsWith("42");
        assertThat(application.stderr().split("HAS USED UP ITS BUDGET of 3", -1))
                .hasSize(2);
        String home = bench.home().toString();
        awaitSaidBy(() -> Command.run(0, List.of("status", home)), "has used up its budget");

        assertThat(Command.run(0, List.of("mode", home, "heal"))).contains("1 tables whose budget was used up");
        assertThat(bind(kept, 5L, "sender-5", "content-5").executeUpdate()).isEqualTo(1);
        assertThat(bench.rows("select count(*) from messages")).containsExactly("5");
        application.end();
        assertThat(Command.run(0, List.of("audit", "list", home))).contains("budget used up", "budget renewed");
    }

    @DatabaseTest
    void healThatIsTooOldIsAppliedNoLongerAlsoAfterARestart(Bench bench) throws Exception {
        Messages.create(bench);
        Application first = bench.launch().set("selfhealing.heal.expire", "4s").start();
        Connection connection = first.connect();
        Messages.seen(bench, connection);
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        assertThat(bind(kept, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);

        awaitRefusal(() -> bind(kept, next(bench), "sender-x", "content-x").executeUpdate());
        assertThat(state(() -> write(connection, Messages.INSERT, 99L, "sender-99", "content-99")))
                .startsWith("42");
        first.end();

        Application second = bench.launch().set("selfhealing.heal.expire", "4s").start();
        Connection again = second.connect();
        assertThat(state(() -> write(again, Messages.INSERT, 99L, "sender-99", "content-99")))
                .startsWith("42");
        second.end();
        assertThat(bench.rows("select count(*) from messages where zorp is null"))
                .containsExactly("0");
        assertThat(bench.events("expired")).isNotEmpty();
        assertThat(bench.events("expired").get(0).json().path("reason").asText())
                .contains("selfhealing.heal.expire");
    }

    private static long next(Bench bench) throws SQLException {
        return Long.parseLong(bench.rows("select max(id) + 1 from messages").get(0));
    }

    private static void awaitNoChangeOfTheHour() throws InterruptedException {
        long left = 3_600 - Instant.now().getEpochSecond() % 3_600;
        if (left < 60) {
            Thread.sleep(Duration.ofSeconds(left + 1).toMillis());
        }
    }

    /** Replaced as a whole, as careful people do. */
    private static Path policy(Bench bench, String text) throws IOException {
        Path file = bench.directory().resolve("policy.json");
        Path beside = Files.writeString(bench.directory().resolve("policy.new"), text);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    private static void await(String outcome, Conversation.Act act) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        String seen = state(act);
        while (!seen.equals(outcome) && System.nanoTime() < deadline) {
            Thread.sleep(100);
            seen = state(act);
        }
        assertThat(seen).isEqualTo(outcome);
    }

    private static void awaitRefusal(Conversation.Act act) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        String seen = state(act);
        while (!seen.startsWith("42") && System.nanoTime() < deadline) {
            Thread.sleep(100);
            seen = state(act);
        }
        assertThat(seen).startsWith("42");
    }

    private interface Saying {
        String said() throws Exception;
    }

    private static void awaitSaid(Application application, String words) throws Exception {
        awaitSaidBy(application::stderr, words);
    }

    private static void awaitSaidBy(Saying saying, String words) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!saying.said().contains(words) && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        assertThat(saying.said()).contains(words);
    }

    private static String state(Conversation.Act act) throws SQLException {
        try {
            act.run();
        } catch (RemoteSqlException e) {
            return String.valueOf(e.thrown().sqlState());
        }
        return LANDED;
    }
}
