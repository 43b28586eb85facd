package io.selfhealing.agent.restraint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.config.Alias;
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
 * {@code aliases.json} under the agent's home: renamed columns as people declared them to running agents. Replaced as a whole, changed
 * under the lock of another file.
 */
public final class AliasesFile {
    private static final int VERSION = 1;
    private static final int MOST = 10_000;
    private static final int LARGEST = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path file;
    private final Path lock;

    public AliasesFile(Path home) {
        this.file = home.resolve("aliases.json");
        this.lock = home.resolve("aliases.lock");
    }

    /**
     * What one person declared.
     *
     * @param why may be empty
     */
    public record Declared(Alias alias, String who, Instant time, String why) {}

    /** What it says; nothing where there is none. @throws IOException where it says nothing that can be understood */
    public List<Declared> read() throws IOException {
        try {
            byte[] bytes = BoundedFile.read(file, LARGEST);
            if (bytes == null) {
                throw new IOException(file + " is too large");
            }
            return parsed(bytes);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Changes what is in it now, and returns when that is on disk. @return what is in it then */
    @SuppressWarnings("try") // the guard is held, and not asked for anything
    public List<Declared> change(UnaryOperator<List<Declared>> change) throws IOException {
        try (FileGuard held = FileGuard.take(lock, PATIENCE)) {
            List<Declared> before = read();
            List<Declared> after = List.copyOf(change.apply(before));
            if (after.size() > MOST) {
                throw new IOException(file + " holds " + MOST + " already; take some back with alias --revoke");
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

    private static byte[] bytes(List<Declared> all) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode json = mapper.createObjectNode().put("version", VERSION);
        ArrayNode list = json.putArray("aliases");
        for (Declared each : all) {
            list.addObject()
                    .put("alias", each.alias().toString())
                    .put("who", each.who())
                    .put("time", each.time().toString())
                    .put("why", each.why());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private List<Declared> parsed(byte[] bytes) throws IOException {
        try {
            JsonNode json = new JsonMapper().readTree(bytes);
            if (json.path("version").asInt() != VERSION || !json.path("aliases").isArray()) {
                throw new IOException(file + " is not of version " + VERSION);
            }
            List<Declared> all = new ArrayList<>();
            for (JsonNode one : json.path("aliases")) {
                all.add(new Declared(
                        Alias.ofColumn(one.path("alias").asText()),
                        one.path("who").asText(),
                        Instant.parse(one.path("time").asText()),
                        one.path("why").asText()));
            }
            return List.copyOf(all);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
