package io.selfhealing.benchmarks.soak;

import io.selfhealing.benchmarks.soak.Found.Fault;
import io.selfhealing.benchmarks.soak.app.Kind;
import io.selfhealing.benchmarks.soak.app.Outcome;
import io.selfhealing.benchmarks.soak.app.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds what the application was told against what is in the table, row by row: at its deletion, or else at the end. */
final class Audit {
    private final Map<Long, Life> lives = new HashMap<>();
    private final Map<Kind, Map<Outcome, Integer>> writes = new TreeMap<>();
    private final List<Drift.Absence> absences;
    private final Quarantined quarantined;
    private final Found found;
    private int leftOut;

    Audit(List<Drift.Absence> absences, Quarantined quarantined, Found found) {
        this.absences = absences;
        this.quarantined = quarantined;
        this.found = found;
    }

    void read(Path journal) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(journal)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split("\t", -1);
                long id = Long.parseLong(words[1]);
                switch (words[0]) {
                    case "W" -> wrote(id, words);
                    case "R" -> check(id, Long.parseLong(words[2]), columns(words));
                    default -> deleted(id, Integer.parseInt(words[2]));
                }
            }
        }
    }

    private void wrote(long id, String[] words) {
        Outcome outcome = Outcome.valueOf(words[4]);
        writes.computeIfAbsent(Kind.valueOf(words[3]), kind -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
        Life life = lives.computeIfAbsent(id, Life::new);
        life.wrote(Integer.parseInt(words[2]), outcome, Long.parseLong(words[5]), Long.parseLong(words[6]));
        if (outcome == Outcome.ACKNOWLEDGED) {
            keeping(life);
        } else if (quarantined.holds(Values.note(id, Integer.parseInt(words[2])))) {
            found.add(Fault.DENIED, words[3] + " of row " + id + " in quarantine");
        }
    }

    /** While the column is gone there is no other place than quarantine. */
    private void keeping(Life life) {
        boolean gone = absences.stream()
                .anyMatch(absence -> life.sent > absence.dropped() && life.answered < absence.adding());
        boolean kept = quarantined.holds(Values.note(life.id, life.version));
        leftOut += kept ? 1 : 0;
        if (gone && !kept) {
            found.add(Fault.NOT_KEPT, "the note of row " + life.id + ", version " + life.version);
        }
    }

    private void deleted(long id, int rows) {
        if (rows != 1) {
            found.add(Fault.LOST, "row " + id + ": its deletion hit " + rows + " rows");
        }
        lives.remove(id);
    }

    /** @param at when it was read, in milliseconds of the epoch */
    void check(long id, long at, Map<String, String> columns) {
        Life life = lives.getOrDefault(id, new Life(id));
        if (columns.isEmpty() && life.exists()) {
            found.add(Fault.LOST, "row " + id);
        } else if (!columns.isEmpty() && !life.exists()) {
            found.add(Fault.DENIED, "row " + id);
        } else if (life.exists()) {
            compare(life, at, new HashMap<>(columns));
        }
    }

    private void compare(Life life, long at, Map<String, String> columns) {
        String row = " of row " + life.id + ", version " + life.version + ": " + columns;
        String holder = columns.remove("holder");
        String owner = holder == null ? columns.remove("owner") : holder;
        if (!Values.owner(life.id, life.version).equals(owner)) {
            found.add(Fault.MISPLACED, "owner" + row);
        }
        if (!Integer.toString(Values.amount(life.id, life.version)).equals(columns.remove("amount"))) {
            found.add(Fault.MISPLACED, "amount" + row);
        }
        if (!Integer.toString(life.hits).equals(columns.remove("hits"))) {
            found.add(Fault.TWICE, "hits, which should be " + life.hits + "," + row);
        }
        note(life, at, columns.remove("note"), row);
        columns.values().stream()
                .filter(value -> value.startsWith("o-") || value.startsWith("n-"))
                .forEach(value -> found.add(Fault.MISPLACED, value + row));
    }

    private void note(Life life, long at, @Nullable String note, String row) {
        String right = Values.note(life.id, life.version);
        boolean kept = quarantined.holds(right);
        if (right.equals(note)) {
            if (kept) {
                found.add(Fault.TWICE, "note" + row);
            }
        } else if (!kept && (note != null || !droppedSince(life.sent, at))) {
            found.add(note == null ? Fault.LOST : Fault.MISPLACED, "note" + row);
        }
    }

    private boolean droppedSince(long sent, long at) {
        return absences.stream().anyMatch(absence -> absence.dropped() >= sent && absence.dropping() <= at);
    }

    /** After the last journal and {@link #check} of every row in the table. */
    void missing(Map<Long, Map<String, String>> table) {
        long now = System.currentTimeMillis();
        table.forEach((id, columns) -> check(id, now, columns));
        lives.values().stream()
                .filter(life -> life.exists() && !table.containsKey(life.id))
                .forEach(life -> found.add(Fault.LOST, "row " + life.id));
    }

    Map<Kind, Map<Outcome, Integer>> writes() {
        return writes;
    }

    /** How many acknowledged writes have their note in quarantine. */
    int leftOut() {
        return leftOut;
    }

    private static Map<String, String> columns(String[] words) {
        Map<String, String> columns = new TreeMap<>();
        for (int i = 3; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            columns.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return columns;
    }
}
