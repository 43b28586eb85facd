package io.selfhealing.agent.report;

import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.schema.KnownTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mismatches that were met in this process, and what would end them. Bounded. Safe for use by several threads. */
public final class Meetings {
    private static final int MOST_MISMATCHES = 500;
    /** Of a statement's text, in characters: with ten statements for each mismatch these are at most 20 MB. */
    private static final int LONGEST_TEXT = 2_048;

    private final @Nullable Path home;
    private final Map<String, Map<Mismatch, Sightings>> byDatabase = new HashMap<>();
    private int mismatches;

    /** @param home whose ledger knows the pasts of tables; null where nothing is kept */
    public Meetings(@Nullable Path home) {
        this.home = home;
    }

    /**
     * Takes an event.
     *
     * @param count how often it happened
     * @return the mismatches that it tells of, those included that are too many to be remembered; empty for an event about none
     */
    public List<Mismatch> add(HealEvent event, Instant time, long count) {
        SeenEvent seen = SeenEvent.of(event, time, count, LONGEST_TEXT);
        if (seen == null) {
            return List.of();
        }
        List<Mismatch> found = Findings.of(seen);
        found.forEach(mismatch -> remember(seen, mismatch));
        return found;
    }

    private synchronized void remember(SeenEvent seen, Mismatch mismatch) {
        Map<Mismatch, Sightings> known = byDatabase.computeIfAbsent(seen.database(), none -> new LinkedHashMap<>());
        Sightings sightings = known.get(mismatch);
        if (sightings == null && mismatches < MOST_MISMATCHES) {
            mismatches++;
            sightings = new Sightings();
            known.put(mismatch, sightings);
        }
        if (sightings != null) {
            sightings.add(seen, mismatch);
        }
    }

    /**
     * What would end these mismatches. Reads the ledger.
     *
     * @param database as events name it
     * @throws IOException where the ledger cannot be read
     */
    public List<Suggestion> suggestions(String database, Set<Mismatch> wanted) throws IOException {
        List<KnownTable> ledger = home == null ? List.of() : KnownTables.all(home);
        synchronized (this) {
            Map<Mismatch, Sightings> known = byDatabase.getOrDefault(database, Map.of());
            Set<Mismatch> remembered = new LinkedHashSet<>(wanted);
            remembered.retainAll(known.keySet());
            return Suggestions.of(ledger, database, known, remembered);
        }
    }
}
