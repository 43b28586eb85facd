package io.selfhealing.agent.restraint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** {@code heals.json} under the agent's home: since when each heal is in use, so that a restart does not begin that anew. */
public final class AgesFile {
    private static final int VERSION = 1;
    private static final int LARGEST = 16 << 20;

    private final Path file;
    private final Path lock;
    private final Consumer<String> warning;

    /** @param warning told in a sentence what was wrong with the file */
    public AgesFile(Path home, Consumer<String> warning) {
        this.file = home.resolve("heals.json");
        this.lock = home.resolve("heals.lock");
        this.warning = warning;
    }

    /** Every heal that was in use lately; none where there is no file. One that cannot be understood is set aside. */
    public Map<Aged, Age> read() throws IOException {
        try {
            byte[] bytes = BoundedFile.read(file, LARGEST);
            JsonNode json = bytes == null ? null : new JsonMapper().readTree(bytes);
            if (json == null || json.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException("not of version " + VERSION);
            }
            Map<Aged, Age> ages = new LinkedHashMap<>();
            for (JsonNode one : json.path("heals")) {
                Mapping mapping = new Mapping(
                        one.path("table").asText(),
                        one.path("from").asText(),
                        one.path("to").textValue());
                ages.put(
                        new Aged(one.path("database").asText(), mapping),
                        new Age(moment(one, "first"), moment(one, "last"), moment(one, "warned")));
            }
            return ages;
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            setAside(e);
            return new LinkedHashMap<>();
        }
    }

    private static Instant moment(JsonNode one, String field) {
        return Instant.parse(one.path(field).asText());
    }

    /** Adds what is given to what is in it, and returns when that is on disk. */
    @SuppressWarnings("try") // the guard is held, and not asked for anything
    void change(Consumer<Map<Aged, Age>> change) throws IOException {
        try (FileGuard held = FileGuard.take(lock)) {
            Map<Aged, Age> ages = read();
            change.accept(ages);
            ObjectNode json = new JsonMapper().createObjectNode().put("version", VERSION);
            ArrayNode list = json.putArray("heals");
            ages.forEach((aged, age) -> list.addObject()
                    .put("database", aged.database())
                    .put("table", aged.mapping().table())
                    .put("from", aged.mapping().from())
                    .put("to", aged.mapping().to())
                    .put("first", age.first().toString())
                    .put("last", age.last().toString())
                    .put("warned", age.warned().toString()));
            PrivateFile.replace(file, new JsonMapper().writeValueAsBytes(json));
        }
    }

    private void setAside(Exception why) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + System.currentTimeMillis());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warning.accept("since when heals are in use could not be read and was set aside as " + aside
                    + ", so that their time begins anew: " + why.getMessage());
        } catch (NoSuchFileException e) {
            // Somebody else set it aside in this moment, and said so.
        }
    }
}
