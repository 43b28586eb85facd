package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.Learned;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.event.EventJson;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.learned.LearnedFile;
import io.selfhealing.agent.heal.learned.LearnedPattern;
import io.selfhealing.agent.heal.learned.LearnedRung;
import io.selfhealing.agent.heal.pattern.PatternFile;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.intercept.Rehearsal;
import io.selfhealing.agent.intercept.Rehearsed;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.SchemaListener;
import io.selfhealing.agent.schema.SchemaSettings;
import io.selfhealing.agent.schema.Surroundings;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent would do about one write, and what every rung of the ladder said. Changes nothing, anywhere. */
final class Explain {
    private static final JsonMapper JSON = new JsonMapper();

    private final Connecting connecting;
    private final @Nullable Path home;
    private final Settings settings;
    private final PrintStream err;

    /**
     * @param home where what is known of the past is kept; null for nothing
     * @param settings of the agent that would do it
     */
    Explain(Connecting connecting, @Nullable Path home, Settings settings, PrintStream err) {
        this.connecting = connecting;
        this.home = home;
        this.settings = settings;
        this.err = err;
    }

    /** What would become of a text with these values, or with none. */
    ObjectNode of(String sql, List<String> values) throws Failed, IOException {
        InstantSource clock = InstantSource.system();
        Surroundings surroundings = new Surroundings(
                Ledger.reading(home == null ? null : home.resolve("schema"), complaints(), clock),
                changes(),
                Explain::daemon,
                clock,
                SchemaSettings.of(Duration.ofMinutes(5), Duration.ofMinutes(5))
                        .sampling(settings.repairs().sampledRows()));
        try (Database database = Database.of(connecting.url(), connecting::open, surroundings)) {
            if (database == null) {
                throw new Failed(
                        "--url " + Database.address(connecting.url()) + ": tables of that database cannot be read",
                        null);
            }
            try (Connection connection = connecting.open()) {
                Rehearsal rehearsal =
                        new Rehearsal(settings, decision(), Restraints.seen(settings, home, clock), clock);
                return node(rehearsal.of(database, connection, sql, values));
            }
        } catch (SQLException e) {
            throw new Failed("--url " + Database.address(connecting.url()) + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode node(Rehearsed rehearsed) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("outcome", rehearsed.outcome());
        node.setAll((ObjectNode) JSON.readTree(EventJson.ofDecision(rehearsed.event())));
        if (!rehearsed.values().isEmpty()) {
            ArrayNode values = node.putArray("parameters");
            for (Rehearsed.OfValue value : rehearsed.values()) {
                values.addObject()
                        .put("parameter", value.parameter())
                        .put("type", value.type())
                        .put("fate", value.fate());
            }
        }
        return node;
    }

    private Decision decision() throws IOException {
        Learned learned = settings.repairs().learned();
        List<LearnedPattern> trusted = home == null || learned.use() != Learned.Use.ON
                ? List.of()
                : new LearnedFile(home, err::println).read().trusted();
        return Patterns.decision(patterns(), new LearnedRung(() -> trusted), learned.ensemble());
    }

    private Patterns patterns() throws IOException {
        Path file = settings.repairs().patterns().orElse(null);
        if (file == null) {
            return Patterns.NONE;
        }
        PatternFile.Read read = PatternFile.of(Files.readString(file));
        read.mistakes().forEach(mistake -> err.println("selfhealing.patterns=" + file + ", " + mistake));
        return read.patterns();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "self-healing-explain");
        thread.setDaemon(true);
        return thread;
    }

    private LedgerListener complaints() {
        return new LedgerListener() {
            @Override
            public void setAside(Path file, String reason) {
                err.println("a file of the history could not be read and was set aside: " + file + ": " + reason);
            }

            @Override
            public void unwritable(Path directory, String reason) {
                err.println("the history in " + directory + " cannot be read: " + reason);
            }
        };
    }

    private SchemaListener changes() {
        return new SchemaListener() {
            @Override
            public void changed(String database, @Nullable TableSnapshot before, TableSnapshot after) {
                // Whoever asks sees it in the answer.
            }

            @Override
            public void unavailable(String database, String reason) {
                err.println(database + " cannot be read: " + reason);
            }
        };
    }
}
