package io.selfhealing.agent.report;

import io.selfhealing.agent.report.Mismatch.MissingColumn;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.KnownTable;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Columns that a missing one may be called now, although nothing but this says so: they are of its type, no statement that met the
 * mismatch mentions them, and they were never seen beside it.
 */
final class Unmentioned {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private final MissingColumn missing;
    private final Sightings sightings;
    private final ColumnTypes types;

    Unmentioned(MissingColumn missing, Sightings sightings, Product product) {
        this.missing = missing;
        this.sightings = sightings;
        this.types = new ColumnTypes(product);
    }

    /** @param table null where it is not known; then none is */
    List<String> in(@Nullable KnownTable table) {
        if (table == null) {
            return List.of();
        }
        TableSnapshot now = table.last();
        Column before = table.column(missing.column());
        Set<String> mentioned = words();
        return now.columns().stream()
                .filter(column -> column.source() == Column.Source.NONE || column.source() == Column.Source.DEFAULT)
                .filter(column -> !now.primaryKey().contains(column.name()))
                .filter(column -> !mentioned.contains(column.name().toLowerCase(Locale.ROOT)))
                .filter(column -> types.mayBe(column.type(), before, sightings.types()))
                .map(Column::name)
                .filter(name -> table.shapes().stream()
                        .noneMatch(shape -> shape.column(missing.column()) != null && shape.column(name) != null))
                .toList();
    }

    private Set<String> words() {
        Set<String> words = new HashSet<>();
        for (StatementUse use : sightings.statements()) {
            Matcher word = WORD.matcher(use.originalSql());
            while (word.find()) {
                words.add(word.group().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
