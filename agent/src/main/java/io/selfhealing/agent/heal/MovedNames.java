package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Names that a write mentions and that still exist, but belong to another column than before: the old one lives on under a
 * third name, or another one has taken the name over. Healing the rest of such a write would make a wrong value land that the
 * database's error kept out.
 */
final class MovedNames {
    /** Changes that are seen so close together are taken for one: no application was made for what was between them. */
    private static final Duration ONE_MIGRATION = Duration.ofMinutes(10);

    private MovedNames() {}

    /** One such name that the write mentions; null where there is none. */
    static @Nullable String mentionedWith(MissingColumn missing) {
        String moved = mentionedIn(missing.situation(), sinceInUse(missing));
        if (moved != null) {
            return moved;
        }
        for (String name : new Mentions(missing.situation()).names()) {
            if (tookOver(name, missing)) {
                return name;
            }
        }
        return null;
    }

    /**
     * One such name in an INSERT that was complete before the table required more: what is filled in would let it land. Null where there
     * is none.
     *
     * @param since as {@link #sinceComplete} gives it
     */
    static @Nullable String mentionedIn(Case situation, List<List<TableSnapshot>> since) {
        for (List<TableSnapshot> shapes : since) {
            for (String name : new Mentions(situation).names()) {
                Column old = shapes.get(0).column(name);
                Column now = situation.table().current().column(name);
                if (old != null && now != null && moved(old, now, shapes)) {
                    return name;
                }
            }
        }
        return null;
    }

    /** For each shape that an INSERT without these columns may have been made for, this shape and all that followed. */
    static List<List<TableSnapshot>> sinceComplete(Case situation, Set<String> omitted) {
        return sinceEach(situation, shape -> omitted.stream().map(shape::column).noneMatch(MovedNames::isDemanded));
    }

    private static boolean isDemanded(@Nullable Column column) {
        return column != null && column.required() && column.source() == Column.Source.NONE;
    }

    /**
     * One such name in a write to a table that has got another name: there the database no longer answers to it as the application
     * wrote it, so that it is the agent who would write to the other column. Null where there is none.
     *
     * @param last the table when it was last seen under the old name
     */
    static @Nullable String mentionedIn(Case situation, TableSnapshot last) {
        TableSnapshot table = situation.table().current();
        List<TableSnapshot> shapes = new ArrayList<>(List.of(table));
        Instant lost = null;
        for (TableSnapshot earlier : situation.table().earlier()) {
            Instant replaced = shapes.get(0).seen();
            shapes.add(0, earlier);
            lost = lost == null && earlier.equals(last) ? replaced : lost;
            if (lost != null && replaced.isBefore(lost.minus(ONE_MIGRATION))) {
                break;
            }
            for (String name : lost == null ? Set.<String>of() : new Mentions(situation).names()) {
                Column old = earlier.column(name);
                Column now = table.column(name);
                if (old != null && now != null && moved(old, now, shapes)) {
                    return name;
                }
            }
        }
        return null;
    }

    /** Whether the rows say that the column of a name is not the one that it was, but the missing one. */
    private static boolean tookOver(String name, MissingColumn missing) {
        Content asMissing = missing.content(name);
        return (asMissing instanceof Content.Same || asMissing instanceof Content.Agreeing)
                && missing.situation().contents().of(name, name) instanceof Content.Different;
    }

    /** For each shape that the write may have been made for, this shape and all that followed. */
    static List<List<TableSnapshot>> sinceInUse(MissingColumn missing) {
        return sinceEach(missing.situation(), shape -> shape.column(missing.name()) != null);
    }

    private static List<List<TableSnapshot>> sinceEach(Case situation, Predicate<TableSnapshot> madeFor) {
        List<List<TableSnapshot>> since = new ArrayList<>();
        List<TableSnapshot> shapes = new ArrayList<>(List.of(situation.table().current()));
        Instant lost = null;
        for (TableSnapshot earlier : situation.table().earlier()) {
            Instant replaced = shapes.get(0).seen();
            boolean fits = madeFor.test(earlier);
            lost = lost == null && fits ? replaced : lost;
            if (lost != null && replaced.isBefore(lost.minus(ONE_MIGRATION))) {
                break;
            }
            shapes.add(0, earlier);
            if (fits) {
                since.add(List.copyOf(shapes));
            }
        }
        return since;
    }

    private static boolean moved(Column old, Column now, List<TableSnapshot> shapes) {
        boolean onlyPlacesTell = old.identity() == null || now.identity() == null;
        return onlyPlacesTell
                ? !old.name().equals(inItsPlace(old.name(), shapes))
                : moved(old, now, shapes.get(0), shapes.get(shapes.size() - 1));
    }

    /**
     * The name under which a column stands now, as far as places tell; its own where they do not. Only a shape that is like the one
     * before it in every place tells more than the names do.
     */
    private static String inItsPlace(String name, List<TableSnapshot> shapes) {
        String followed = name;
        for (int i = 1; i < shapes.size(); i++) {
            Column before = shapes.get(i - 1).column(followed);
            if (before == null) {
                return name;
            }
            if (RenamedInPlace.alike(shapes.get(i - 1), shapes.get(i))) {
                followed = RenamedInPlace.nameAt(shapes.get(i), before.position());
            }
        }
        return followed;
    }

    private static boolean moved(Column old, Column now, TableSnapshot then, TableSnapshot table) {
        String before = old.identity();
        String after = now.identity();
        return before != null && after != null && !before.equals(after) && (has(table, before) || has(then, after));
    }

    private static boolean has(TableSnapshot table, String identity) {
        return table.columns().stream().anyMatch(column -> identity.equals(column.identity()));
    }
}
