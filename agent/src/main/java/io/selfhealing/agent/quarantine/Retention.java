package io.selfhealing.agent.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.config.BoundedLines;
import io.selfhealing.agent.sql.codec.ValueCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes journals of which nothing will be needed again: untouched for so long, every value in them settled, and what they tell of
 * the values of other journals no longer asked for.
 *
 * <p>A process that has its journal open notices that it is gone before it writes the next line. One that is writing in that very
 * moment has its line noticed here: a journal is first renamed and deleted by a later call, if nobody wrote to it meanwhile.
 */
public final class Retention {
    private final Path home;
    private final Duration keep;

    /** What one journal mentions: the tickets whose values are in it, and those of which it tells something. */
    private record Mentioned(Set<String> own, Set<String> told, boolean whole) {}

    /** @param keep at least so long after the last line was written */
    public Retention(Path home, Duration keep) {
        this.home = home;
        this.keep = keep;
    }

    /**
     * Sets aside what may go, and deletes what was set aside before. Not by two threads or processes at once.
     *
     * @param contents all that is in quarantine now
     * @return how many journals were deleted
     */
    public int discard(Contents contents, Instant now) throws IOException {
        Instant before = now.minus(keep);
        int deleted = 0;
        for (Path path : JournalFiles.setAside(home)) {
            if (modified(path).isBefore(before)) {
                Files.delete(path);
                deleted++;
            } else {
                Files.move(path, JournalFiles.firstFree(home)); // somebody wrote to it
            }
        }
        for (Path path : discardable(contents, before)) {
            Files.move(path, JournalFiles.aside(path));
        }
        return deleted;
    }

    /** Those with values before those that tell what became of these. */
    private List<Path> discardable(Contents contents, Instant before) throws IOException {
        Set<String> unsettled = new HashSet<>();
        for (Entry entry : contents.entries()) {
            if (!entry.state().isSettled()) {
                unsettled.add(entry.ticket());
            }
        }
        Map<Path, Mentioned> remaining = new LinkedHashMap<>();
        for (Path path : JournalFiles.in(home)) {
            remaining.put(path, read(path));
        }
        List<Path> discardable = new ArrayList<>();
        while (true) {
            Set<String> kept = new HashSet<>();
            remaining.forEach((path, mentioned) -> kept.addAll(mentioned.own()));
            Path next = null;
            for (Map.Entry<Path, Mentioned> each : remaining.entrySet()) {
                Mentioned mentioned = each.getValue();
                boolean free = mentioned.whole()
                        && mentioned.own().stream().noneMatch(unsettled::contains)
                        && mentioned.told().stream()
                                .noneMatch(ticket -> kept.contains(ticket)
                                        && !mentioned.own().contains(ticket))
                        && modified(each.getKey()).isBefore(before);
                next = free ? each.getKey() : next;
            }
            if (next == null) {
                return discardable;
            }
            remaining.remove(next);
            discardable.add(next);
        }
    }

    private static Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toInstant();
    }

    private static Mentioned read(Path path) throws IOException {
        ObjectMapper mapper = new ObjectMapper(ValueCodec.JSON);
        Set<String> own = new HashSet<>();
        Set<String> told = new HashSet<>();
        boolean whole = true;
        try (BoundedLines lines = BoundedLines.of(path, StandardCharsets.ISO_8859_1, JournalFormat.longestLine())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    JsonNode json = mapper.readTree(line);
                    String ticket = json.path("ticket").asText();
                    (json.path("state").asText().equals(State.TAKEN.toString()) ? own : told).add(ticket);
                } catch (JsonProcessingException e) {
                    whole = false;
                }
            }
            whole &= lines.passedOver() == 0;
        }
        return new Mentioned(own, told, whole);
    }
}
