package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Product;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a table that may be a lost one is in use under the name that it has now: the application's own statements name it,
 * another agent has seen it, or somebody inserts rows. What was seen once stays seen as long as the table keeps that name.
 */
final class Uses {
    private static final int MOST = 256;

    /** A table under the name that it has now. */
    private record Place(
            String schema, String table, @Nullable String identity) {
        static Place of(TableSnapshot table) {
            return new Place(table.schema(), table.name(), table.identity());
        }
    }

    private final SchemaCache cache;
    private final NameWatch names;
    private final Product product;
    private final boolean readsRows;
    private final Duration pause;
    private final InstantSource clock;
    private final @Nullable OwnConnection own;
    private final @Nullable Sharing sharing;

    // Under the lock of this object.
    private final Map<Place, String> seen = bounded();
    private final Map<Place, RowMark> marks = bounded();
    private final Map<Place, Instant> asked = bounded();
    private final Map<TableKey, Set<NameWatch.Name>> awaited = new LinkedHashMap<>();

    /**
     * @param own null where nothing is read on a connection of the agent's own
     * @param sharing null where nothing is shared
     */
    Uses(
            SchemaCache cache,
            NameWatch names,
            Product product,
            Surroundings surroundings,
            @Nullable OwnConnection own,
            @Nullable Sharing sharing) {
        this.cache = cache;
        this.names = names;
        this.product = product;
        this.readsRows = surroundings.settings().sampledRows() > 0;
        this.pause = surroundings.settings().poll().dividedBy(2);
        this.clock = surroundings.clock();
        this.own = own;
        this.sharing = sharing;
    }

    private static <V> Map<Place, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** The lost table with every use of its candidates that was seen; from now on more are looked for. */
    synchronized LostTable of(TableKey key, LostTable lost) {
        List<TableUse> uses = new ArrayList<>();
        Set<NameWatch.Name> waiting = new LinkedHashSet<>();
        for (TableHistory candidate : lost.candidates()) {
            TableSnapshot now = candidate.current();
            String by = use(lost, now);
            if (by != null) {
                uses.add(new TableUse(now.schema(), now.name(), by));
            } else {
                waiting.add(name(lost, now));
            }
        }
        await(key, waiting);
        return lost.used(uses);
    }

    /** Whether a use of a candidate is seen now that is not told of yet. */
    synchronized boolean hasNews(LostTable lost) {
        for (TableHistory candidate : lost.candidates()) {
            TableSnapshot now = candidate.current();
            if (lost.use(now.schema(), now.name()) == null && use(lost, now) != null) {
                return true;
            }
        }
        return false;
    }

    /** Nothing is lost under that name. */
    synchronized void found(TableKey key) {
        if (awaited.containsKey(key)) {
            await(key, Set.of());
        }
    }

    private void await(TableKey key, Set<NameWatch.Name> waiting) {
        if (waiting.isEmpty()) {
            awaited.remove(key);
        } else {
            awaited.put(key, waiting);
        }
        names.await(awaited.values().stream().flatMap(Set::stream).toList());
    }

    private @Nullable String use(LostTable lost, TableSnapshot now) {
        Place place = Place.of(now);
        String known = seen.get(place);
        if (known != null) {
            return known;
        }
        String by = byStatement(lost, now);
        if (by == null && mayAsk(place)) {
            by = isShared(now)
                    ? "another agent's application uses it"
                    : wasFilled(place, now) ? "rows are inserted" : null;
        }
        if (by != null) {
            seen.put(place, by);
            marks.remove(place);
        }
        return by;
    }

    /** A table that is looked at ten times a second is not asked about as often. */
    private boolean mayAsk(Place place) {
        Instant now = clock.instant();
        Instant last = asked.get(place);
        if (last != null && now.isBefore(last.plus(pause))) {
            return false;
        }
        asked.put(place, now);
        return true;
    }

    private @Nullable String byStatement(LostTable lost, TableSnapshot now) {
        boolean written = cache.cells().stream()
                .filter(TableCell::namedByApplication)
                .map(TableCell::view)
                .anyMatch(view -> view instanceof TableView.Known known
                        && Place.of(known.history().current()).equals(Place.of(now)));
        if (written) {
            return "the application writes to it";
        }
        return names.saw(name(lost, now)) ? "the application queries it" : null;
    }

    private static NameWatch.Name name(LostTable lost, TableSnapshot now) {
        return new NameWatch.Name(now.schema(), now.name(), lost.path().contains(now.schema()));
    }

    /** Agents share only what their applications write to. */
    private boolean isShared(TableSnapshot now) {
        if (sharing == null || now.identity() == null) {
            return false;
        }
        SharedPast shared = sharing.read(new TableKey(List.of(now.schema()), now.name()));
        return shared.of(now.schema()).stream().anyMatch(shape -> Objects.equals(shape.identity(), now.identity()));
    }

    private boolean wasFilled(Place place, TableSnapshot now) {
        OwnConnection connection = own;
        if (connection == null || !readsRows || !RowMark.suits(now, product)) {
            return false;
        }
        RowMark mark = marks.get(place);
        try {
            if (mark == null) {
                marks.put(place, connection.query(asked -> RowMark.of(asked, now, product)));
                return false;
            }
            return connection.query(asked -> mark.wasPassed(asked, now, product));
        } catch (SQLException | RuntimeException | LinkageError e) {
            return false; // No right to read it, or it is gone again: nothing was seen.
        }
    }
}
