package io.selfhealing.demonstration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds every write against the rows that are in the tables, read from outside the service. */
final class Audit {
    /** Clocks of one machine, and a write that waits for the schema change. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final Layout layout;
    private final Instant now;
    private final Map<Kind, Map<String, List<Row>>> rowsByMarker;
    private final List<String> strays;

    private Audit(Layout layout, Instant now, Map<Kind, Map<String, List<Row>>> rowsByMarker, List<String> strays) {
        this.layout = layout;
        this.now = now;
        this.rowsByMarker = rowsByMarker;
        this.strays = strays;
    }

    static Audit of(ShopDatabase database, Layout layout) throws SQLException {
        Map<Kind, Map<String, List<Row>>> rowsByMarker = new EnumMap<>(Kind.class);
        List<String> strays = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (Kind kind : Kind.values()) {
                Map<String, List<Row>> own = new HashMap<>();
                for (Row row : Row.all(connection, kind)) {
                    Set<String> markers = row.markers();
                    if (markers.size() != 1) {
                        strays.add("a row of " + kind.table() + " holds values of " + markers.size() + " writes");
                    }
                    markers.forEach(marker ->
                            own.computeIfAbsent(marker, m -> new ArrayList<>()).add(row));
                }
                rowsByMarker.put(kind, own);
            }
        }
        return new Audit(layout, Instant.now(), rowsByMarker, strays);
    }

    List<Finding> findings(List<Write> writes) {
        return writes.stream().map(this::finding).toList();
    }

    /** Rows that belong to no write, or to several, and writes that turned up in another kind's table. */
    List<String> strays(List<Write> everyWrite) {
        Map<Kind, Set<String>> known = new EnumMap<>(Kind.class);
        everyWrite.forEach(write ->
                known.computeIfAbsent(write.kind(), k -> new LinkedHashSet<>()).add(write.marker()));
        List<String> all = new ArrayList<>(strays);
        rowsByMarker.forEach((kind, own) -> own.keySet().stream()
                .filter(marker -> !known.getOrDefault(kind, Set.of()).contains(marker))
                .forEach(marker ->
                        all.add(kind.table() + " holds a row of " + marker + ", which was never sent there")));
        return all;
    }

    private Finding finding(Write write) {
        List<Row> rows = rowsByMarker.getOrDefault(write.kind(), Map.of()).getOrDefault(write.marker(), List.of());
        Set<String> right = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Row row : rows) {
            compare(write, row, right, wrong);
        }
        return new Finding(write, rows, right, wrong);
    }

    private void compare(Write write, Row row, Set<String> right, List<String> wrong) {
        Map<String, String> unexplained = new HashMap<>(row.values());
        Map<String, Object> posted = write.kind().body(write.marker(), write.number());
        posted.forEach((field, value) -> {
            Optional<String> column = layout.column(write.kind(), field);
            String stored = column.map(unexplained::remove).orElse(null);
            if (stored != null && write.kind().isValue(field, value, stored)) {
                right.add(field);
            } else if (column.isPresent()) {
                wrong.add(write.kind().table() + "." + column.get() + " of " + write.marker() + " is not its " + field);
            }
        });
        for (String column : layout.filled(write.kind())) {
            if (isTimely(write, unexplained.remove(column))) {
                right.add(column);
            } else {
                wrong.add(write.kind().table() + "." + column + " of " + write.marker()
                        + " is not the time it was written");
            }
        }
        unexplained.forEach((column, value) -> {
            if (value.contains(write.marker())) {
                wrong.add(write.kind().table() + "." + column + " of " + write.marker()
                        + " holds a value of another column");
            }
        });
    }

    /** Rows from before the column got the time of the change from the database: later than their own, too. */
    private boolean isTimely(Write write, @Nullable String stored) {
        if (stored == null) {
            return false;
        }
        Instant time = Instant.parse(stored);
        return !time.isBefore(write.sent().minus(TOLERANCE)) && !time.isAfter(now.plus(TOLERANCE));
    }
}
