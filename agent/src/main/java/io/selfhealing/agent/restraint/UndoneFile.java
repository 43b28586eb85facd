package io.selfhealing.agent.restraint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.FileGuard;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code undone.json} under the agent's home. Replaced as a whole, changed under the lock of another file, so that of two people at
 * once neither undoes what the other did.
 */
public final class UndoneFile {
    private static final int VERSION = 1;
    /** Long enough for a few people at once on a machine that is in trouble. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int LARGEST = 16 << 20;

    private final Path file;
    private final Path lock;

    public UndoneFile(Path home) {
        this.file = home.resolve("undone.json");
        this.lock = home.resolve("undone.lock");
    }

    public Path path() {
        return file;
    }

    /** What it says; nothing where there is none. @throws CorruptUndoneException where it says nothing that can be understood */
    public Undone read() throws IOException {
        try {
            byte[] bytes = BoundedFile.read(file, LARGEST);
            if (bytes == null) {
                throw new CorruptUndoneException(file + " is too large", null);
            }
            return parsed(bytes);
        } catch (NoSuchFileException e) {
            return Undone.NOTHING;
        }
    }

    /** Changes what is in it now, and returns when that is on disk. @return what is in it then */
    @SuppressWarnings("try") // the guard is held, and not asked for anything
    public Undone change(UnaryOperator<Undone> change) throws IOException {
        try (FileGuard held = FileGuard.take(lock, PATIENCE)) {
            Undone before = read();
            Undone after = change.apply(before);
            if (after.revocations().size() > Undone.MOST) {
                throw new IOException(file + " holds " + Undone.MOST + " already; take some back with undo --revoke");
            }
            if (!after.equals(before)) {
                PrivateFile.replace(file, bytes(after));
            }
            return after;
        }
    }

    /** Changes with every writing of it. */
    Object version() {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] bytes(Undone undone) throws IOException {
        ObjectMapper mapper = new JsonMapper();
        ObjectNode json = mapper.createObjectNode().put("version", VERSION);
        ArrayNode list = json.putArray("undone");
        for (Revocation each : undone.revocations()) {
            ObjectNode one = list.addObject();
            Mapping mapping = each.mapping();
            if (mapping == null) {
                one.put("pattern", each.pattern());
            } else {
                one.put("table", mapping.table()).put("from", mapping.from()).put("to", mapping.to());
            }
            one.put("who", each.who()).put("time", each.time().toString()).put("why", each.why());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private Undone parsed(byte[] bytes) throws CorruptUndoneException {
        try {
            JsonNode json = new JsonMapper().readTree(bytes);
            if (json.path("version").asInt() != VERSION || !json.path("undone").isArray()) {
                throw new CorruptUndoneException(file + " is not of version " + VERSION, null);
            }
            List<Revocation> revocations = new ArrayList<>();
            for (JsonNode one : json.path("undone")) {
                revocations.add(revocation(one));
            }
            return new Undone(revocations);
        } catch (CorruptUndoneException e) {
            throw e;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new CorruptUndoneException(file + " cannot be read", e);
        }
    }

    private static Revocation revocation(JsonNode one) {
        boolean pattern = one.path("pattern").isTextual();
        if (!pattern && !(one.path("table").isTextual() && one.path("from").isTextual() && one.has("to"))) {
            throw new IllegalArgumentException("neither a mapping nor a pattern");
        }
        return new Revocation(
                pattern
                        ? null
                        : new Mapping(
                                one.path("table").asText(),
                                one.path("from").asText(),
                                one.path("to").textValue()),
                pattern ? one.path("pattern").asText() : null,
                one.path("who").asText(),
                Instant.parse(one.path("time").asText()),
                one.path("why").asText());
    }
}
