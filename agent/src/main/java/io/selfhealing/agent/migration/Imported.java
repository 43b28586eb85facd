package io.selfhealing.agent.migration;

import io.selfhealing.agent.schema.MigratedMove;
import io.selfhealing.agent.schema.MigratedPast;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a dump or a directory of migrations tells.
 *
 * @param tables those that are there in the end, each with its past
 * @param moves names that no table has in the end and that only one has had, each with where that one is
 * @param skipped what was not understood, and the tables of which nothing is told for that reason
 */
public record Imported(
        SortedMap<Place, MigratedPast> tables, SortedMap<Place, MigratedMove> moves, List<Skipped> skipped) {
    public Imported {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        moves = Collections.unmodifiableSortedMap(new TreeMap<>(moves));
        skipped = List.copyOf(skipped);
    }
}
