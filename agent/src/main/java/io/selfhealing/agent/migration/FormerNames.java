package io.selfhealing.agent.migration;

import io.selfhealing.agent.schema.MigratedMove;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which tables bore which names while migrations are replayed. A name that two have borne leads nowhere. */
final class FormerNames {
    /** How a table was when it lost a name, and by which statement. */
    private record Parting(ReplayedTable table, TableSnapshot last, String source) {}

    private final Map<Place, List<ReplayedTable>> bearers = new HashMap<>();
    private final Map<Place, Parting> partings = new LinkedHashMap<>();

    void borne(Place place, ReplayedTable table) {
        List<ReplayedTable> tables = bearers.computeIfAbsent(place, none -> new ArrayList<>());
        if (!tables.contains(table)) {
            tables.add(table);
        }
    }

    void left(Place place, ReplayedTable table, String source) {
        partings.put(place, new Parting(table, table.now(place.schema(), place.table()), source));
    }

    /** @param living the tables that there are in the end */
    SortedMap<Place, MigratedMove> moves(Map<Place, ReplayedTable> living) {
        SortedMap<Place, MigratedMove> moves = new TreeMap<>();
        partings.forEach((from, parting) -> {
            if (!living.containsKey(from)
                    && bearers.getOrDefault(from, List.of()).size() == 1) {
                living.forEach((to, table) -> {
                    if (table.equals(parting.table()) && table.broken() == null) {
                        moves.put(from, new MigratedMove(to.schema(), to.table(), parting.source(), parting.last()));
                    }
                });
            }
        });
        return moves;
    }
}
