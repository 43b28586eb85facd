package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.heal.Tables;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.Writes;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A guess whose column cannot be looked into, or not yet. */
final class VerdictsTest {
    private static final TableHistory MESSAGES =
            new TableHistory(Tables.table("messages", "id int pk", "role text", "content text"), List.of(), List.of());

    private final CountDownLatch answer = new CountDownLatch(1);
    private final Database database = Objects.requireNonNull(Database.of(
            "jdbc:postgresql://nowhere/none",
            () -> {
                await();
                throw new SQLException("nobody is there", "08001");
            },
            surroundings()));
    private final Verdicts verdicts = verdicts();

    @AfterEach
    void close() {
        answer.countDown();
        database.close();
    }

    @Test
    void guessWaitsForWhatTheColumnHolds() {
        Verdicts.Reached reached = reached("'open'");

        assertThat(reached.explanation().verdict()).isInstanceOfSatisfying(Verdict.Refusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo("it is not known yet what is in role");
            assertThat(refusal.columns()).containsExactly("sender");
            assertThat(refusal.suggestions()).hasSize(1);
        });
        assertThat(Objects.requireNonNull(reached.standing()).holds())
                .as("to be asked again")
                .isFalse();
    }

    @Test
    void whatCannotBeReadSaysNothing() {
        answer.countDown();

        Verdicts.Reached reached = reached("'open'");

        assertThat(reached.explanation().verdict()).isInstanceOf(Verdict.Heal.class);
        assertThat(reached.standing() == null || reached.standing().holds()).isTrue();
    }

    @Test
    void whatIsBoundLaterIsNotWaitedFor() {
        assertThat(reached("?").explanation().verdict()).isInstanceOf(Verdict.Heal.class);
    }

    private Verdicts.Reached reached(String value) {
        return verdicts.of(
                database,
                Writes.insert("messages", "id", "sender", "content")
                        .with("sender", value)
                        .parsed(),
                MESSAGES,
                true);
    }

    private void await() {
        try {
            assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Verdicts verdicts() {
        Settings settings = SettingsReader.read("", new Properties(), Map.of(), path -> Reader.nullReader())
                .settings();
        return new Verdicts(
                Patterns.decision(),
                new Policies(settings, Restraints.seen(settings, null, Instant::now), false),
                new ColumnValues());
    }

    private static Surroundings surroundings() {
        Silent silent = new Silent();
        return new Surroundings(
                new Ledger(null, silent, Instant::now),
                silent,
                Thread::new,
                Instant::now,
                SchemaSettings.of(Duration.ofMinutes(5), Duration.ofMinutes(5)).sampling(200));
    }

    private static final class Silent implements SchemaListener, LedgerListener {
        @Override
        public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {}

        @Override
        public void unavailable(String database, String reason) {}

        @Override
        public void setAside(Path file, String reason) {}

        @Override
        public void unwritable(Path directory, String reason) {}
    }
}
