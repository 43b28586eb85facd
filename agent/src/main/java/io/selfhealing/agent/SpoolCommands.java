package io.selfhealing.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.admin.Commands;
import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.spool.Choice;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolStatus;
import io.selfhealing.agent.spool.replay.ReplayStatus;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent can be asked and told of the spool that it has open. Retrying and discarding go in pieces of at most
 * {@value #MOST}, so that no answer takes long: whoever means more asks until nothing is left.
 */
final class SpoolCommands {
    private static final int MOST = 10_000;

    private final boolean active;
    private final CompletableFuture<Spool> spool;
    private final Replaying replaying;

    /** @param active whether a spool was to be opened at all */
    SpoolCommands(boolean active, CompletableFuture<Spool> spool, Replaying replaying) {
        this.active = active;
        this.spool = spool;
        this.replaying = replaying;
    }

    void addTo(Commands commands) {
        commands.add("spool-status", arguments -> status())
                .add("spool-replay", this::replay)
                .add("spool-retry", this::retry)
                .add("spool-discard", this::discard);
    }

    private Spool open() throws Refusal {
        if (!active) {
            throw new Refusal("it keeps nothing on disk: selfhealing.spool.tables names no table");
        }
        try {
            Spool open = spool.getNow(null);
            if (open == null) {
                throw new Refusal("what an earlier process kept is still being read; ask again");
            }
            return open;
        } catch (CompletionException e) {
            throw new Refusal("it has no spool: " + e.getCause());
        }
    }

    private ObjectNode status() throws Refusal {
        SpoolStatus status = open().status();
        ObjectNode answer = new JsonMapper().createObjectNode().put("max_bytes", status.maxBytes());
        ArrayNode directories = answer.putArray("directories");
        for (SpoolStatus.Directory each : status.directories()) {
            directories
                    .addObject()
                    .put("directory", each.path().getFileName().toString())
                    .put("waiting", each.waiting())
                    .put("dead_letters", each.deadLetters())
                    .put("bytes", each.bytes())
                    .put("segments", each.segments())
                    .put("damaged", each.damaged());
        }
        ArrayNode replay = answer.putArray("replay");
        replaying.status().forEach(each -> tell(each, replay.addObject()));
        return answer;
    }

    /** Not the last failure: it may quote values. */
    private static void tell(ReplayStatus status, ObjectNode into) {
        into.put("database", status.database())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("replayed", status.replayed())
                .put("known", status.known())
                .put("dead_letters", status.deadLetters())
                .put("held", status.held());
        status.stoppedTables().stream().sorted().forEach(into.putArray("stopped_tables")::add);
    }

    private ObjectNode replay(JsonNode arguments) throws Refusal {
        open();
        replaying.again(arguments.path("restored").asBoolean());
        return status();
    }

    private ObjectNode retry(JsonNode arguments) throws Refusal {
        int retried = done(() -> open().retry(choice(arguments)));
        if (retried > 0) {
            replaying.again(false);
        }
        return status().put("retried", retried);
    }

    private ObjectNode discard(JsonNode arguments) throws Refusal {
        Spool open = open();
        Choice choice = choice(arguments);
        int dead = done(() -> open.discard(choice));
        int waiting = arguments.path("waiting").asBoolean() ? done(() -> open.discardWaiting(choice)) : 0;
        return status().put("discarded", dead + waiting);
    }

    /** Something done to a spool. */
    private interface Act {
        int run() throws SpoolException, Refusal;
    }

    private static int done(Act act) throws Refusal {
        try {
            return act.run();
        } catch (SpoolException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /** All are meant only where that is said. */
    private static Choice choice(JsonNode arguments) throws Refusal {
        String database = arguments.path("database").asText("");
        return new Choice(ids(arguments), database.isEmpty() ? null : database, MOST);
    }

    private static @Nullable Set<RecordId> ids(JsonNode arguments) throws Refusal {
        if (arguments.path("all").asBoolean()) {
            return null;
        }
        Set<RecordId> ids = new HashSet<>();
        for (JsonNode id : arguments.path("records")) {
            try {
                ids.add(RecordId.parse(id.asText()));
            } catch (IllegalArgumentException e) {
                throw new Refusal("not the number of a record: " + id.asText());
            }
        }
        if (ids.isEmpty()) {
            throw new Refusal("no record is named");
        }
        return ids;
    }
}
